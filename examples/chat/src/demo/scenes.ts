import { readFile } from 'node:fs/promises';
import { encode } from '../app/tokenizer.ts';
import type { Culprit } from './culprit.ts';
import type { Version } from './server-process.ts';

/** One message of one user, and how each version answers it. */
export interface Scene {
  title: Record<Version, string>;
  user: string;
  message: string;
  /** What blocks the broken version. */
  culprit: Culprit;
  /** Whether the block outlasts the sessions. */
  dropsSessions: boolean;
}

/** The load, the same for both versions. */
export async function createScenes(): Promise<Scene[]> {
  const document = await longDocument();
  return [
    {
      title: {
        broken: 'Ada asks a question. The server calls the model and blocks, but not for long.',
        fixed: 'Ada asks a question. The server awaits the model.',
      },
      user: 'Ada',
      message: 'What is the event loop?',
      culprit: { file: 'app/inference.ts', functions: ['infer', 'activate'] },
      dropsSessions: false,
    },
    {
      title: {
        broken: 'Ada asks again at once. She is over her rate limit: the server sleeps for 4 s.',
        fixed: 'Ada asks again at once. She is over her rate limit: the server awaits a timer of 4 s.',
      },
      user: 'Ada',
      message: 'Why are sessions dropped?',
      culprit: {
        file: 'broken/chat.ts',
        functions: ['answer'],
        api: 'child_process.execSync',
        code: 'execSync(',
      },
      dropsSessions: true,
    },
    {
      title: {
        broken: `Grace pastes ${document.length} characters. The server cuts them into tokens.`,
        fixed: `Grace pastes ${document.length} characters. A worker thread cuts them into tokens.`,
      },
      user: 'Grace',
      message: document,
      culprit: { file: 'app/tokenizer.ts', functions: ['encode', 'mostFrequentPair', 'merge'] },
      dropsSessions: true,
    },
  ];
}

const TOKENIZER_MS = 4_500;
const SAMPLE_LENGTH = 16_000;

/** As much of a real source file as keeps the tokenizer of this machine busy for some seconds. */
async function longDocument(): Promise<string> {
  const text = await readFile(new URL('client-dist/socket.io.js', import.meta.resolve('socket.io')), 'utf8');
  const sample = text.slice(0, SAMPLE_LENGTH);
  const sampleMs = Math.min(timeToEncode(sample), timeToEncode(sample));
  // The tokenizer is quadratic.
  return text.slice(0, Math.round(SAMPLE_LENGTH * Math.sqrt(TOKENIZER_MS / sampleMs)));
}

function timeToEncode(text: string): number {
  const startedAt = performance.now();
  encode(text);
  return performance.now() - startedAt;
}
