/** Language models behind an API. */
import { at, type NetworkModule } from './define.ts';

/** `DEFAULT_TIMEOUT` of both SDKs; what timed out is tried again, twice. */
const SDK_MS = 600_000;

const PASS = 'timeout: 30_000';

/** Where a chat model of LangChain takes the options of the SDK that it is made of. */
const OPTIONS_OF_SDK: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['clientOptions'],
  aws: ['clientOptions'],
  openai: ['configuration'],
};

/** The chat models of LangChain, whose calls take `timeout` and `signal` in their second argument. */
const LANGCHAIN = [
  ...['anthropic', 'aws', 'cohere', 'google-genai', 'google-vertexai', 'groq', 'mistralai', 'ollama', 'openai'],
].map((name): NetworkModule => ({
  // LangChain sets no limit of its own; these two leave it to the SDK that they are made of.
  ...(['anthropic', 'openai'].includes(name) && { givesUpAfterMs: SDK_MS }),
  module: `@langchain/${name}`,
  calls: at(1, ['#invoke', '#batch', '#stream']),
  limits: ['timeout', 'signal', ...(OPTIONS_OF_SDK[name] ?? [])],
  pass: PASS,
  derives: ['bind', 'bindTools', 'withConfig', 'withRetry', 'withStructuredOutput'],
}));

export const MODELS: readonly NetworkModule[] = [
  {
    module: 'openai',
    calls: at(1, [
      ...['#chat.completions.create', '#chat.completions.parse', '#responses.create', '#responses.parse'],
      ...['#completions.create', '#embeddings.create', '#images.edit', '#images.generate', '#moderations.create'],
      ...['#audio.speech.create', '#audio.transcriptions.create', '#audio.translations.create'],
    ]),
    limits: ['timeout', 'signal'],
    pass: PASS,
    derives: ['withOptions'],
    givesUpAfterMs: SDK_MS,
  },
  {
    module: '@anthropic-ai/sdk',
    calls: at(1, ['#messages.create', '#messages.parse', '#messages.countTokens', '#beta.messages.create']),
    limits: ['timeout', 'signal'],
    pass: PASS,
    derives: ['withOptions'],
    givesUpAfterMs: SDK_MS,
  },
  ...LANGCHAIN,
];
