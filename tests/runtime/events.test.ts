import { describe, expect, test } from 'vitest';
import type { BlockRecord } from '../../src/runtime/record.ts';
import { run, pick } from './program.ts';

test('the diagnostics channels carry what listeners get, until the monitor is disposed of', async () => {
  const program = await run('channels.mjs');
  expect(program.stdout.map(({ text }) => text)).toEqual([
    'unblocked:block block string',
    'unblocked:session-at-risk session-at-risk string',
    'unblocked:recovered recovered string',
  ]);
});

test('the seventh report of one call site within an hour is one line', async () => {
  const program = await run('calls.mjs', { args: [9] });
  const isOfCall = ({ block }: { block: BlockRecord }) => block.api === 'child_process.execSync';
  const [full, recovered] = [pick(program, 'block').filter(isOfCall), pick(program, 'recovered').filter(isOfCall)];
  expect(recovered).toHaveLength(9);
  // A block that a busy machine makes twice as long as all before is reported in full again.
  expect(full.length).toBeGreaterThanOrEqual(6);
  expect(full.length).toBeLessThan(9);
  expect(full.slice(0, 6).map(({ block }) => block.id)).toEqual(recovered.slice(0, 6).map(({ block }) => block.id));
});

describe('whileBlocked.handler', () => {
  test('gets each event in the watchdog, while the loop is blocked', async () => {
    const { stdout, stderr } = await run('handler.mjs', { args: ['on-block.mjs'] });
    const said = stdout.map(({ text }) => text);
    expect(stderr).toEqual([]);
    const during = ['handled block false', 'handled session-at-risk warning', 'handled session-at-risk critical'];
    expect(said.slice(0, said.indexOf('free'))).toEqual(expect.arrayContaining(during));
    expect(said.at(-1)).toBe('handled recovered true');
  });

  test.each([
    ['on-block-wrong.mjs', /^unblocked: whileBlocked\.handler \(file:.*\) failed: not today$/],
    ['nowhere.mjs', /^unblocked: whileBlocked\.handler \(file:.*\) failed: Cannot find module/],
    ['plain.mjs', /failed: its default export is no function$/],
  ])('is one line on stderr when it fails (%s)', async (module, line) => {
    const { code, stderr } = await run('handler.mjs', { args: [module] });
    expect(code).toBe(0);
    expect(stderr.map(({ text }) => text)).toEqual([expect.stringMatching(line)]);
  });
});
