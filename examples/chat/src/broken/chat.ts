import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { systemPromptFile } from '../app/files.ts';
import { model } from '../app/model.ts';
import type { ChatSocket, Reply } from '../app/protocol.ts';
import { backOffMs } from '../app/rate-limit.ts';
import { encode } from '../app/tokenizer.ts';
import { findPassage } from './passages.ts';

export function chat(socket: ChatSocket): void {
  socket.on('message', async (text, reply) => {
    try {
      reply(await answer(socket.data.user, text));
    } catch (error) {
      reply({ error: String(error) });
    }
  });
}

async function answer(user: string, question: string): Promise<Reply> {
  const systemPrompt = readFileSync(systemPromptFile, 'utf8');
  const passage = findPassage(question);
  const tokens = encode(question);

  const waitMs = backOffMs(user);
  if (waitMs > 0) execSync(`sleep ${waitMs / 1_000}`);

  const { content } = model.invoke([
    { role: 'system', content: systemPrompt },
    { role: 'system', content: passage },
    { role: 'user', content: question },
  ]);
  return { text: content, tokens: tokens.length };
}
