import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseEvidence } from '../../src/evidence/format.ts';
import { run, start } from './program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unblocked-evidence-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const pathOf = (name: string) => {
  const path = fileURLToPath(new URL(`programs/${name}`, import.meta.url));
  return relative(folder, path).split(sep).join('/');
};
const read = (file: string) => parseEvidence(readFileSync(file, 'utf8'));

test('processes and runs add up what they see, each line once', async () => {
  const file = join(folder, 'evidence.json');
  await Promise.all([run('evidence.mjs', { args: [file] }), run('evidence.mjs', { args: [file] })]);
  const { code } = await run('evidence.mjs', { args: [file] });
  expect(code).toBe(0);
  const hashed = read(file).filter(({ api }) => api === 'crypto.pbkdf2Sync');
  expect(hashed).toMatchObject([{ file: pathOf('evidence.mjs'), count: 3 }]);
  const [{ totalMs, maxMs } = { totalMs: 0, maxMs: 0 }] = hashed;
  expect(totalMs).toBeGreaterThan(3 * 400);
  expect(maxMs).toBeLessThan(totalMs);
  expect(read(file).some((seen) => seen.api === undefined && seen.line > 0)).toBe(true);
  expect(readdirSync(folder)).toEqual(['evidence.json']);
});

test('what a process saw last is kept, though another one writes when it ends', async () => {
  const file = join(folder, 'evidence.json');
  writeFileSync(`${file}.lock`, '');
  const program = start('evidence.mjs', { args: [file] });
  await program.said('served');
  rmSync(`${file}.lock`);
  expect(await program.exit).toBe(0);
  expect(read(file).filter(({ api }) => api === 'crypto.pbkdf2Sync')).toMatchObject([{ count: 1 }]);
});

test('a file that holds something else is left as it is, which is said once', async () => {
  const file = join(folder, 'notes.txt');
  writeFileSync(file, 'shopping list');
  const { code, stderr, stdout } = await run('evidence.mjs', { args: [file] });
  expect([code, stdout.at(-1)?.text]).toEqual([0, 'served']);
  expect(stderr.filter(({ text }) => text.includes('evidence is not kept'))).toMatchObject([
    { text: `unblocked: evidence is not kept in ${file}: it is no JSON` },
  ]);
  expect(readFileSync(file, 'utf8')).toBe('shopping list');
});

test('a folder that is not there is said once, and the application goes on', async () => {
  const { code, stderr } = await run('evidence.mjs', { args: [join(folder, 'nowhere', 'evidence.json')] });
  expect(code).toBe(0);
  expect(stderr.filter(({ text }) => text.includes('evidence is not kept'))).toHaveLength(1);
});
