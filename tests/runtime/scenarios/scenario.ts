import { fileURLToPath } from 'node:url';
import type { BlockRecord } from '../../../src/runtime/record.ts';
import { pick, run, start, type Program } from '../program.ts';

type Options = Parameters<typeof run>[1];

/** `npm run test:matrix` runs all of them; elsewhere the long ones are left out. */
export const isMatrix = process.env['TEST_MATRIX'] === '1';

export function runScenario(name: string, options?: Options) {
  return run(pathOf(name), options);
}

export function startScenario(name: string, options?: Options) {
  return start(pathOf(name), options);
}

/** The longest block between this line of the program and its next of that kind: its end, and all that was said of it. */
export function longestAfter(program: Program, text: string) {
  const ended = blocksAfter(program, text).flatMap(({ first, last }) => (last ? { first, last } : []));
  const [longest] = ended.sort((one, other) => other.last.durationMs - one.last.durationMs);
  if (!longest) throw new Error(`no block after '${text}'`);
  const { first, last } = longest;
  return { first, last, records: program.events().flatMap(({ block }) => (block?.id === last.id ? [block] : [])) };
}

/** By the program's own clock, which ends each such line: its two streams arrive in any order. */
function blocksAfter(program: Program, text: string) {
  const [kind] = text.split(' ');
  const begins = program.stdout.filter((line) => line.text.startsWith(`${kind} `)).map((line) => line.text);
  const index = begins.findIndex((line) => line.startsWith(`${text} `));
  const [from = NaN, to = Infinity] = begins.slice(index, index + 2).map((line) => Number(line.split(' ').at(-1)));
  return pick(program, 'block')
    .filter(({ time }) => time >= from && time < to)
    .map((first) => ({ first, last: lastOf(program, first.block) }));
}

function lastOf(program: Program, { id }: BlockRecord): BlockRecord | undefined {
  return pick(program, 'recovered').find(({ block }) => block.id === id)?.block;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`programs/${name}`, import.meta.url));
}
