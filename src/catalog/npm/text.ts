/** Tokenizers of language models, and other work on text that takes more time than its size suggests. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { each } from '../rows.ts';

const LOAD: Row = {
  severity: 'high',
  advice: 'Load the encoding once, when the module loads.',
  reason: 'builds its tables anew on every call',
};

const ENCODE: Row = {
  severity: 'medium',
  owner: 'no-large-sync-work',
  advice: 'Bound the length of the text, or count tokens in a worker pool such as piscina.',
  cases: [{ arg: 0, type: 'string', severity: 'none' }],
};

/** `getEncoding` takes 400 to 600 ms; `encode` 34 ms for 90 KB of prose, and 66 s for 20,000 times the same letter. */
const jsTiktoken = defineModule(
  'js-tiktoken',
  { kind: 'cpu', returns: { encodingForModel: 'Tiktoken#', getEncoding: 'Tiktoken#' } },
  { ...each(['encodingForModel', 'getEncoding'], LOAD), 'Tiktoken#encode': ENCODE },
);

/** `get_encoding` takes 120 to 280 ms; `encode` 66 ms for 90 KB of prose. */
const tiktoken = defineModule(
  'tiktoken',
  { kind: 'cpu', returns: { encoding_for_model: 'Tiktoken#', get_encoding: 'Tiktoken#' } },
  { ...each(['encoding_for_model', 'get_encoding'], LOAD), 'Tiktoken#encode': ENCODE },
);

const gptTokenizer = defineModule(
  'gpt-tokenizer',
  { kind: 'cpu' },
  each(['countTokens', 'encode', 'encodeChat'], ENCODE),
);

/** 60 ms for a password of 100 characters. */
const zxcvbn = defineModule(
  'zxcvbn',
  { kind: 'cpu' },
  {
    '': {
      severity: 'medium',
      owner: 'no-large-sync-work',
      advice: 'Bound the length of the password.',
      reason: 'takes time in proportion to more than the square of the length',
    },
  },
);

export const TEXT: readonly BlockingModule[] = [gptTokenizer, jsTiktoken, tiktoken, zxcvbn];
