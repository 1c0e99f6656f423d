/**
 * Holds the rows of npm packages against the packages: `npm run catalog:verify`. Installs the newest version of each,
 * and older majors that are still in use, into .cache/catalog, without running install scripts, and imports each in a
 * process of its own. Ends with 1 where a path is in none of them, or a call takes another time than its row says.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BlockingModule } from '../src/catalog/define.ts';
import { NPM_MODULES } from '../src/catalog/index.ts';
import { EXAMPLES, EXTRA_PACKAGES, OLDER_MAJORS, UNCHECKED } from './catalog-packages.ts';
import { HARMLESS, MISLEADING } from './measure-misleading.ts';

const run = promisify(execFile);
const folder = path.resolve('.cache/catalog');

/** Run in the folder of the packages, with the module as `m` and its `examples`: in arrays, for some have a `then`. */
const LOCATE = `
const roots = [m, m.default, m.default?.default].filter((root) => root !== undefined && root !== null);
const has = (root, names) => {
  let value = root;
  for (const [index, name] of names.entries()) {
    if (value === undefined || value === null) return false;
    if (index === names.length - 1) return name in Object(value) || value[name] !== undefined;
    value = value[name];
  }
  return typeof root === 'function';
};
const locate = async (path) => {
  const start = Object.keys(examples).filter((one) => path.startsWith(one)).sort((a, b) => b.length - a.length)[0];
  const found = start === undefined ? roots : await examples[start]();
  const rest = start === undefined || !/\\W$/.test(start) ? path : path.slice(start.length);
  const names = rest.replace(/#/g, '.prototype.').split('.').filter((name) => name !== '');
  return found.some((root) => has(root, names)) ? 'there' : rest.includes('()') ? 'behind a call, without an example' : 'absent';
};
const found = [];
for (const path of process.argv.slice(1)) found.push([path, await locate(path).catch((error) => 'not reached: ' + error)]);
console.log('\\n' + JSON.stringify(Object.fromEntries(found)));
process.exit();`;

await install();
const byStatus = new Map<string, string[]>();
for (const module of NPM_MODULES) {
  for (const [name, status] of await verify(module)) byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
}
for (const [status, names] of byStatus) {
  console.log(`${names.length} ${status}${status === 'there' ? '' : `:\n  ${names.join('\n  ')}`}`);
  if (!/^(?:there|unchecked)/.test(status)) process.exitCode = 1;
}
for (const [name, code] of Object.entries(MISLEADING)) await measure(name, code, (time) => time >= 1);
for (const [name, code] of Object.entries(HARMLESS)) await measure(name, code, (time) => time < 1);

async function install(): Promise<void> {
  const file = path.join(folder, 'wanted.json');
  const names = new Set(NPM_MODULES.map(({ module }) => getPackage(module)));
  const wanted = [
    ...[...names].filter((name) => !EXTRA_PACKAGES.some((extra) => extra.startsWith(`${name}@`))),
    ...EXTRA_PACKAGES,
    ...Object.entries(OLDER_MAJORS).map(([name, major]) => `${getOlder(name)}@npm:${name}@${major}`),
  ];
  const text = JSON.stringify(wanted, undefined, 2);
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--no-save'];
  await run('npm', ['install', ...options, ...wanted], { cwd: folder });
  await writeFile(file, text);
}

async function verify({ module, apis }: BlockingModule): Promise<[name: string, status: string][]> {
  const rewritten = apis.flatMap(({ rewrite }) => (rewrite?.module === module ? [rewrite.name] : []));
  const siblings = apis.flatMap(({ instead }) =>
    instead?.startsWith(`${module}.`) ? [instead.slice(module.length + 1)] : [],
  );
  const paths = [...new Set([...apis.map((api) => api.path), ...rewritten, ...siblings])];
  const found = await locate(module, module, paths);
  const absent = paths.filter((one) => found[one] === 'absent');
  const major = OLDER_MAJORS[module];
  const older = major !== undefined && absent.length > 0 ? await locate(module, getOlder(module), absent) : {};
  return paths.map((one) => {
    const name = `${module}:${one}`;
    const reason = Object.entries(UNCHECKED).find(([start]) => name.startsWith(start))?.[1];
    if (reason !== undefined) return [name, `unchecked: ${reason}`];
    return [name, older[one] === 'there' ? 'there in an older major' : (found[one] ?? 'not loaded')];
  });
}

/** What each path leads to: `there`, `absent`, or why that cannot be told. */
async function locate(module: string, installed: string, paths: readonly string[]): Promise<Record<string, string>> {
  const examples = Object.entries(EXAMPLES[module] ?? {}).map(
    ([start, code]) => `${JSON.stringify(start)}: async () => [${code}]`,
  );
  const program = `const m = await import(${JSON.stringify(installed)});
const examples = { ${examples.join(', ')} };
${LOCATE}`;
  try {
    const args = ['--input-type=module', '--eval', program, '--', ...paths];
    const { stdout } = await run(process.execPath, args, { cwd: folder, timeout: 60_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, string>;
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    const reason = stderr.split('\n').find((line) => line.includes('Error')) ?? String(error);
    return Object.fromEntries(paths.map((one) => [one, `not loaded: ${reason.slice(0, 100)}`]));
  }
}

async function measure(name: string, code: string, isAsStated: (time: number) => boolean): Promise<void> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
  const isRight = isAsStated(Number(stdout));
  console.log(`${name} keeps the loop for ${stdout.trim()} ms${isRight ? '' : ', other than its row says'}`);
  if (!isRight) process.exitCode = 1;
}

/** `@scope/name/path` → `@scope/name` */
function getPackage(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

/** The name under which the older major of a package is installed beside the newest. */
function getOlder(name: string): string {
  return `older-${name}`;
}
