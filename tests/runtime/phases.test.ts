import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hadCore, run } from './program.ts';

const SOURCE = fileURLToPath(new URL('programs/phases.mjs', import.meta.url));
const CALL_LINE = lineOf('execSync(');
const LOOP_LINES = [lineOf('performance.now() + 1500'), lineOf('performance.now() < end')];

describe.concurrent('a block that goes from one thing to another without a free turn', () => {
  describe.each([
    ['runCommand', 'compute'],
    ['compute', 'runCommand'],
  ])('from %s to %s', (...parts) => {
    test('names the one or the other, each with its own place, at every event', async () => {
      const events = (await run('phases.mjs', { args: ['json', ...parts] })).events();
      // On a busy machine, stacks may come too late to name anything at first.
      const named = events.filter(({ block }) => block && block.frames.length > 0);
      expect(named[0]?.block?.frames[0]?.function).toBe(parts[0]);
      expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['block-update', 'recovered']));
      for (const { block } of named) {
        const [frame] = block?.frames ?? [];
        // Which of the two it was, a busy machine may not let anybody see.
        if (frame?.function === 'answer' && block && !hadCore(block)) continue;
        expect(['runCommand', 'compute']).toContain(frame?.function);
        expect(block?.api).toBe(frame?.function === 'runCommand' ? 'child_process.execSync' : undefined);
        expect(frame?.function === 'runCommand' ? [CALL_LINE] : LOOP_LINES).toContain(frame?.line);
      }
    });

    test('says how much of it that is', async () => {
      const { stderr } = await run('phases.mjs', { args: ['text', ...parts] });
      expect(stderr.length).toBeGreaterThanOrEqual(4);
      const named = stderr.filter(({ text }) => / (in|at) /.test(text));
      // Of two parts that took as long, the end names neither where a busy machine kept the stacks of one away.
      expect(named.at(-1)?.text).toMatch(/ after \d\.\d s, \d\.\d s of it/);
      for (const { text } of named) {
        expect(text).toMatch(/ in child_process\.execSync at runCommand \(| (ms|s|it) at compute \(/);
      }
    });
  });
});

function lineOf(text: string): number {
  return (
    1 +
    readFileSync(SOURCE, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text))
  );
}
