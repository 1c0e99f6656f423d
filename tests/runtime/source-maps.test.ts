import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { pick, REGISTER, run } from './program.ts';

const SOURCE = `interface Gone {
  readonly whenCompiled: true;
}

type AlsoGone = Gone | undefined;

export function hot(ms: number): AlsoGone {
  const end: number = performance.now() + ms;
  while (performance.now() < end);
  return undefined;
}

setTimeout(() => hot(900), 400);
`;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unblocked-')));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each<[string, ts.CompilerOptions]>([
  ['beside the file', { sourceMap: true }],
  ['in the file', { inlineSourceMap: true }],
  ['with a root', { sourceMap: true, sourceRoot: join(folder, 'src') }],
])('frames are those of the source, by a map %s', async (name, options) => {
  const path = join(folder, `${name.replaceAll(' ', '-')}.mjs`);
  const fileName = options.sourceRoot === undefined ? join(folder, 'src', 'server.ts') : 'server.ts';
  const { outputText, sourceMapText } = ts.transpileModule(SOURCE, {
    fileName,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      removeComments: false,
      ...options,
    },
  });
  mkdirSync(join(folder, 'src'), { recursive: true });
  const mapName = `${name.replaceAll(' ', '-')}.mjs.map`;
  writeFileSync(path, outputText.replace(/sourceMappingURL=server\.js\.map/, `sourceMappingURL=${mapName}`));
  const sources = options.sourceRoot === undefined ? ['src/server.ts'] : ['server.ts'];
  if (sourceMapText !== undefined) {
    writeFileSync(join(folder, mapName), JSON.stringify({ ...(JSON.parse(sourceMapText) as object), sources }));
  }

  const program = await run(path, { execArgv: REGISTER, env: { UNBLOCKED_STDERR: 'json' } });
  const [frame] = pick(program, 'recovered')[0]?.block.frames ?? [];
  expect(frame).toMatchObject({ function: 'hot', line: 9 });
  expect(frame?.file.endsWith('server.ts')).toBe(true);
});
