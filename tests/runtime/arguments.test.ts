import { describe, expect, test } from 'vitest';
import { NODE_MODULES } from '../../src/catalog/node/index.ts';
import { redactorOf } from '../../src/runtime/arguments.ts';
import { run } from './program.ts';

function show(name: string, ...args: unknown[]): readonly string[] | undefined {
  const api = NODE_MODULES.flatMap(({ apis }) => apis).find((row) => row.name === name);
  if (!api) throw new Error(`no ${name}`);
  return redactorOf(api)?.(args);
}

describe('of the arguments of a call', () => {
  test.each([
    ['mysql -pSECRET', ['mysql']],
    ['/usr/bin/mysql -pSECRET < dump.sql', ['mysql']],
    ['PASSWORD=SECRET mysql', ['mysql']],
    ['PASSWORD=\'a SECRET\' TOKEN="b SECRET" ./run.sh', ['run.sh']],
    ['"/opt/some tool/convert" in.png', ['convert']],
    ['$(cat SECRET)', []],
    ['SECRET=1 OTHER=SECRET', []],
    ['', []],
  ])('the program of a command is shown, and nothing else: %s', (command, shown) => {
    expect(show('child_process.execSync', command)).toEqual(shown);
  });

  test('the program that is run without a shell is shown without its own arguments', () => {
    expect(show('child_process.execFileSync', '/usr/bin/git', ['clone', 'https://SECRET@host'])).toEqual(['git']);
    expect(show('child_process.spawnSync', 'mysql -pSECRET', { shell: true })).toEqual(['mysql']);
  });

  test.each([
    ['fs.readFileSync', ['/run/secrets/key', 'utf8'], ['key']],
    ['fs.readFileSync', [new URL('file:///run/secrets/key')], ['key']],
    ['fs.writeFileSync', ['/run/key', 'SECRET'], ['key']],
    ['fs.copyFileSync', ['/a/one', '/b/two', 0], ['one', 'two']],
    ['fs.writeSync', [1, 'SECRET'], []],
    ['fs.readFileSync', ['/run/a\nb'], ['a?b']],
  ])('names of files are shown without folders and data: %s', (name, args, shown) => {
    expect(show(name, ...args)).toEqual(shown);
  });

  test.each(['crypto.scryptSync', 'crypto.pbkdf2Sync', 'zlib.gzipSync'])('nothing is shown of %s', (name) => {
    expect(show(name, 'SECRET', 'SECRET')).toBeUndefined();
  });
});

test.each([
  ['names', undefined, 'in child_process.execSync at'],
  ['arguments', ['sleep'], 'in child_process.execSync(sleep) at'],
])('syncCalls: %j', async (syncCalls, shown, line) => {
  const [json, text] = await Promise.all([
    run('arguments.mjs', { args: [syncCalls, 'json'] }),
    run('arguments.mjs', { args: [syncCalls, 'text'] }),
  ]);
  const records = json.events().map(({ block }) => block);
  expect(records.length).toBeGreaterThanOrEqual(2);
  for (const record of records) expect(record?.apiArguments).toEqual(shown);
  expect(text.stderr[0]?.text).toContain(line);
  for (const { stderr, stdout } of [json, text]) expect(JSON.stringify([stderr, stdout])).not.toContain('SECRET');
});
