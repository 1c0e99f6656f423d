import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { pick, run } from './program.ts';

const RUNTIMES = [
  { name: 'bun', execArgv: [] },
  { name: 'deno', execArgv: ['run', '--allow-all'] },
].map((runtime) => ({
  ...runtime,
  execPath: fileURLToPath(
    new URL(`../../.cache/runtimes/${runtime.name}/node_modules/.bin/${runtime.name}`, import.meta.url),
  ),
}));

// `npm run test:matrix` installs them.
describe.each(RUNTIMES)('$name', ({ execPath, execArgv }) => {
  test.skipIf(!existsSync(execPath))('detects and warns while blocked, and shows no stack', async () => {
    const program = await run('anywhere.mjs', { execPath, execArgv });
    expect(program.code).toBe(0);
    expect(program.stdout.map(({ text }) => text)).toContain('recovered');
    const end = Number(program.stdout.find(({ text }) => text.startsWith('end '))?.text.split(' ')[1]);
    const [alarm] = pick(program, 'session-at-risk');
    expect(alarm?.time).toBeLessThan(end);
    expect(alarm?.session).toMatchObject({ name: 'chat', level: 'warning', count: 3 });
    expect(pick(program, 'block')[0]?.time).toBeLessThan(end);
    // Their histograms of the event loop delay say zero, whatever happens.
    expect(program.stdout.map(({ text }) => text)).toEqual(expect.arrayContaining(['metrics true', 'of nodejs 0']));
    // On a busy machine, other things take their time, too.
    const [recovered] = pick(program, 'recovered').toSorted((a, b) => b.block.durationMs - a.block.durationMs);
    expect(recovered?.block).toMatchObject({ attribution: 'none', frames: [] });
    expect(recovered?.block.durationMs).toBeGreaterThan(1100);
    // The stacks are missing because none can be read, not because native code kept them away.
    expect(recovered?.block.cause).not.toBe('native');
  });
});
