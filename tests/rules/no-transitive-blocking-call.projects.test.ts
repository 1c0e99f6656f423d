/** Which files of a project take part, and which of them start it. */
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { useProject } from './project.ts';

const project = useProject(plugin.configs.strict);
const { lint } = project;

describe('a bundle', () => {
  const main = `import { load } from './lib.js';\nexport async function f() { load(); }`;
  const lines = (separator: string): string =>
    ["import fs from 'node:fs'; export async function load() { fs.readFileSync('x'); }"]
      .concat(Array.from({ length: 600 }, (_, i) => `export const value${String(i)} = [${String(i)}, 'text'];`))
      .join(separator);

  it('is not looked into, whoever calls it', async () => {
    expect(await lint({ 'main.js': main, 'lib.js': lines(' ') })).toEqual([]);
  });

  it('is told by the length of its lines', async () => {
    const reports = await lint({ 'main.js': main, 'lib.js': lines('\n') });
    expect(reports).toEqual([expect.stringContaining('lib.js:1 no-blocking-call')]);
  });

  it('is none if it is short', async () => {
    const lib = `import fs from 'node:fs'; export async function load() { fs.readFileSync('x'); } const data = '${'x'.repeat(5_000)}';`;
    expect(await lint({ 'main.js': main, 'lib.js': lib })).toHaveLength(1);
  });
});
