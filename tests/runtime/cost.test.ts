import { expect, test } from 'vitest';
import { run } from './program.ts';

/** A capture adds to the block that it describes. */
const MAX_CAPTURE_MS = 5;

test('a capture takes little, and a mark is cheap beside the cheapest call that has one', async () => {
  const program = await run('cost.mjs');
  const said = (kind: string) => program.stdout.find(({ text }) => text.startsWith(`${kind} `))?.text.split(' ') ?? [];
  expect(Number(said('capture')[1])).toBeLessThan(MAX_CAPTURE_MS);
  expect(said('marked')[1]).toBe('true');
  expect(Number(said('marked')[2])).toBeLessThan(1.5);
});

test('garbage collection is no slower after blocks', async () => {
  const program = await run('collections.mjs');
  const said = program.stdout.find(({ text }) => text.startsWith('collections '))?.text.split(' ') ?? [];
  expect(Number(said[1])).toBeLessThan(2.5);
});
