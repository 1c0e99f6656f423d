/** What the files say is kept from one run of ESLint to the next. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import v8 from 'node:v8';
import { describe, expect, it } from 'vitest';
import { at, forget, HELPER, lint, list, MAIN, REPOSITORY, write } from './installed.ts';

describe('the facts of files', () => {
  it('are taken from the run before while the text is the same', async () => {
    const other = HELPER.replace('load', 'other');
    await write({ 'helper.js': `${HELPER}// 1` });
    await lint();
    const [blocking] = await readKept();
    await write({ 'helper.js': `${other}// 2` });
    expect(await lint()).toEqual({});
    const [harmless, save] = await readKept();
    // As if that text had said what the first one did.
    Object.assign(harmless.files.get(at('helper.js')) ?? {}, { content: blocking.files.get(at('helper.js'))?.content });
    await save();
    await forget('reports');
    expect(Object.keys(await lint())).toEqual(['main.js']);
  });

  it('are left out of what is kept when their file is gone', async () => {
    await write({ 'second.js': MAIN });
    await lint();
    const [{ files }] = await readKept();
    expect([...files.keys()].toSorted()).toEqual(['helper.js', 'main.js', 'second.js'].map(at));
    await rm(at('second.js'));
    await write({ 'main.js': `${MAIN}//` });
    await lint();
    const [after] = await readKept();
    expect([...after.files.keys()].toSorted()).toEqual(['helper.js', 'main.js'].map(at));
  });

  it('tell what a run without them does, after an edit by which another file takes part', async () => {
    const through = `import { load } from './helper.js';\nexport const again = () => load();\n`;
    await write({ 'through.js': through.replaceAll('load', 'nothing'), 'other.js': MAIN.replaceAll('load', 'again') });
    await write({
      'other.js': `import { again } from './through.js';\nexport async function f() { return again(); }\n`,
    });
    expect(Object.keys(await lint())).toEqual(['main.js']);
    await write({ 'through.js': through });
    const after = await lint();
    expect(Object.keys(after)).toEqual(['main.js', 'other.js']);
    await forget('reports');
    await forget('facts');
    expect(await lint()).toEqual(after);
  });

  it('go with the files that took part, unless most of these are no longer needed', async () => {
    const callers = Array.from({ length: 6 }, (__, index) => `caller${index}.js`);
    await write({
      ...Object.fromEntries(callers.map((name) => [name, MAIN])),
      'other.js': MAIN.replaceAll('load', 'x'),
    });
    await lint();
    const [{ parts }] = await readKept();
    expect([...parts.values()].map((part) => part?.toSorted())).toEqual([[...callers, 'helper.js', 'main.js'].map(at)]);
    await write({ 'helper.js': HELPER.replace('fs.readFileSync', 'fs.promises.readFile') });
    await lint();
    const [after] = await readKept();
    expect([...after.parts.values()]).toEqual([undefined]);
  });

  it('are no loss where they are broken', async () => {
    const first = await lint();
    const [kept, save] = await readKept();
    for (const file of kept.files.values()) file.content = Buffer.from('x');
    await save();
    await forget('reports');
    expect(await lint()).toEqual(first);
    for (const broken of [Buffer.from('x'), v8.serialize(null), v8.serialize({ files: [], parts: [] })]) {
      const [saved = ''] = await list('facts');
      await writeFile(saved, broken);
      await forget('reports');
      expect(await lint()).toEqual(first);
    }
  });

  it('are kept beside type information, of which they know nothing', async () => {
    await write({
      'eslint.config.js': `import unblocked from 'unblocked';
import * as parser from ${JSON.stringify(path.join(REPOSITORY, 'node_modules/@typescript-eslint/parser/dist/index.js'))};
const languageOptions = { parser: parser.default, parserOptions: { projectService: true } };
export default [unblocked.configs.recommended, { languageOptions }];`,
      'tsconfig.json': '{ "compilerOptions": { "allowJs": true } }',
    });
    expect(Object.keys(await lint())).toEqual(['main.js']);
    expect(await list()).toEqual([]);
    expect(await list('facts')).toHaveLength(1);
  });
});

interface Kept {
  readonly files: ReadonlyMap<string, { readonly text: string; content: Buffer }>;
  readonly parts: ReadonlyMap<string, readonly string[] | undefined>;
}

/** What is kept of the files of the project, and what writes it back. */
async function readKept(): Promise<[kept: Kept, save: () => Promise<void>]> {
  const files = await list('facts');
  expect(files).toHaveLength(1);
  const [file = ''] = files;
  const kept = v8.deserialize(await readFile(file)) as Kept;
  return [kept, () => writeFile(file, v8.serialize(kept))];
}
