import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Piscina } from 'piscina';
import { systemPromptFile } from '../app/files.ts';
import { model } from '../app/model.ts';
import type { ChatSocket, Reply } from '../app/protocol.ts';
import { backOffMs } from '../app/rate-limit.ts';
import { findPassage } from './passages.ts';

const ANSWER_TIMEOUT_MS = 30_000;

const tokenizer = new Piscina<string, string[]>({
  filename: new URL('../app/tokenizer.js', import.meta.url).href,
  name: 'encode',
  // One core stays free for the event loop.
  maxThreads: Math.max(1, availableParallelism() - 1),
});

export function chat(socket: ChatSocket): void {
  socket.on('message', async (text, reply) => {
    try {
      reply(await answer(socket.data.user, text, AbortSignal.timeout(ANSWER_TIMEOUT_MS)));
    } catch (error) {
      reply({ error: String(error) });
    }
  });
}

async function answer(user: string, question: string, signal: AbortSignal): Promise<Reply> {
  const [systemPrompt, passage, tokens] = await Promise.all([
    readFile(systemPromptFile, { encoding: 'utf8', signal }),
    findPassage(question, signal),
    tokenizer.run(question, { signal }),
  ]);

  await sleep(backOffMs(user), undefined, { signal });

  const { content } = await model.ainvoke(
    [
      { role: 'system', content: systemPrompt },
      { role: 'system', content: passage },
      { role: 'user', content: question },
    ],
    { signal },
  );
  return { text: content, tokens: tokens.length };
}
