import { Piscina } from 'piscina';
import { infer } from './inference.ts';

export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/**
 * Stands in for a chat model, with LangChain's shape: a synchronous call, and its asynchronous twin.
 * Its "weights" run on the calling thread in `invoke` and on a worker thread in `ainvoke`.
 */
export class ChatModel {
  readonly #workers = new Piscina<readonly Message[], string>({
    filename: new URL('./inference.js', import.meta.url).href,
    name: 'infer',
    minThreads: 0,
    maxThreads: 1,
  });

  invoke(messages: readonly Message[]): Message {
    return { role: 'assistant', content: infer(messages) };
  }

  async ainvoke(messages: readonly Message[], options: { signal?: AbortSignal } = {}): Promise<Message> {
    return { role: 'assistant', content: await this.#workers.run(messages, options) };
  }
}

export const model = new ChatModel();
