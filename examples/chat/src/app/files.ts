import { fileURLToPath } from 'node:url';

// All of them are relative to examples/chat, from `dist/app/` as from `src/app/`.
export const publicFolder = path('public');
export const usersFile = path('data/users.json');
export const systemPromptFile = path('data/system-prompt.txt');
export const passagesFile = path('data/passages.json');

function path(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
