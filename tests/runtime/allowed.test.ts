import { describe, expect, test } from 'vitest';
import { createAllowed } from '../../src/runtime/allowed.ts';
import { openShared } from '../../src/runtime/shared-memory.ts';
import { pick, run } from './program.ts';

describe('monitor.allowBlocking', () => {
  test.each(['sync', 'async'])(
    'keeps a block from being reported, but not the sessions it endangers (%s)',
    async (how) => {
      const program = await run('allowed.mjs', { args: [how] });
      const blocks = [...pick(program, 'block'), ...pick(program, 'recovered')].map(({ block }) => block);
      // On a machine so busy that no stack comes in time, nothing tells an async function that is allowed.
      const known = blocks.filter(({ attribution }) => attribution === 'exact');
      for (const { frames, allowed } of known) {
        expect(allowed).toBeUndefined();
        expect(frames.map((frame) => frame.function)).toContain('stranger');
      }
      if (known.length < blocks.length && how === 'async') return;
      expect(blocks).toHaveLength(2);
      // On a busy machine blocks last longer, and what follows a warning may come, too.
      const warnings = pick(program, 'session-at-risk').filter(({ session }) => session.level === 'warning');
      expect(warnings.map(({ block }) => block?.allowed)).toEqual(['rebuilds the index', undefined]);
      const said = program.stdout.map(({ text }) => text);
      expect(said).toContain('result');
      expect(said.filter((text) => text.startsWith('heard'))).toHaveLength(1);
      if (how === 'async') expect(said).toContain('no index');
    },
  );

  test('does not excuse what else blocks in the same turn', async () => {
    const program = await run('allowed.mjs', { args: ['mixed'] });
    const [recovered] = pick(program, 'recovered');
    expect(recovered?.block.durationMs).toBeGreaterThan(700);
    expect(recovered?.block.allowed).toBeUndefined();
  });
});

describe('what is allowed', () => {
  const sent: string[] = [];
  const allowed = createAllowed(openShared(), (message) => sent.push(message.type));

  test('returns what the function returns, and throws what it throws', async () => {
    expect(allowed.run('reason', () => 5)).toBe(5);
    expect(await allowed.run('reason', () => Promise.resolve(6))).toBe(6);
    expect(() => allowed.run('reason', () => JSON.parse('{') as unknown)).toThrow(SyntaxError);
    await expect(allowed.run('reason', () => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
    expect(allowed.current()).toBeUndefined();
  });

  test('is known by the async function, and by nobody beside it', async () => {
    const reasons: (string | undefined)[] = [];
    const work = allowed.run('reason', async () => {
      await Promise.resolve();
      reasons.push(allowed.current());
    });
    reasons.push(allowed.current());
    await work;
    expect(reasons).toEqual([undefined, 'reason']);
  });

  test.each([
    ['', () => 1, /expected a reason, got ""/],
    ['reason', 5, /expected a function, got 5/],
  ])('needs a reason and a function: %j %j', (reason, fn, message) => {
    expect(() => allowed.run(reason, fn as never)).toThrow(message);
  });
});
