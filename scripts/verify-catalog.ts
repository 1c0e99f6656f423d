/**
 * Holds the rows of npm packages against the packages: `npm run catalog:verify`. Installs the newest version
 * of each into .cache/catalog, without running install scripts, and imports each in a process of its own.
 */
import { execFile } from 'node:child_process';
import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BlockingModule } from '../src/catalog/define.ts';
import { NPM_MODULES } from '../src/catalog/index.ts';
import { MEASUREMENTS } from './measure-misleading.ts';

const run = promisify(execFile);
const folder = path.resolve('.cache/catalog');
const packages = [...new Set(NPM_MODULES.map(({ module }) => getPackage(module)))];

await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
const missing = [];
for (const name of packages) if (!(await isThere(path.join(folder, 'node_modules', name)))) missing.push(name);
if (missing.length > 0) {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--no-save'];
  // Version 7 of typescript has another API; react is what react-dom stands on.
  const versions = packages.map((name) => (name === 'typescript' ? 'typescript@6' : name));
  await run('npm', ['install', ...options, ...versions, 'react', 'preact'], { cwd: folder });
}

/** Run in the folder of the packages: says of each path what it leads to, as JSON. */
const LOCATE = `
const [module, ...paths] = process.argv.slice(1);
const ns = await import(module);
const roots = [ns, ns.default, ns.default?.default].filter((root) => root !== undefined && root !== null);
const has = (root, path) => {
  const names = path.replace(/#/g, '.prototype.').split('.').filter((name) => name !== '');
  let value = root;
  for (const [index, name] of names.entries()) {
    if (value === undefined || value === null) return false;
    if (index === names.length - 1) return name in Object(value);
    value = value[name];
  }
  return typeof root === 'function';
};
const found = paths.map((path) => [path, path.includes('()') ? 'behind a call' : roots.some((root) => has(root, path)) ? 'there' : 'absent']);
console.log('\\n' + JSON.stringify(Object.fromEntries(found)));
process.exit();`;

async function locate(module: string, paths: readonly string[]): Promise<Record<string, string>> {
  try {
    const args = ['--input-type=module', '--eval', LOCATE, '--', module, ...paths];
    const { stdout } = await run(process.execPath, args, { cwd: folder, timeout: 60_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, string>;
  } catch (error) {
    const reason = String(error)
      .split('\n')
      .findLast((line) => /Error|ERR_/.test(line));
    return Object.fromEntries(paths.map((path) => [path, `not loaded: ${reason?.trim().slice(0, 100) ?? 'unknown'}`]));
  }
}

async function verify({ module, apis }: BlockingModule): Promise<[string, string][]> {
  const rewritten = apis.flatMap(({ rewrite }) => (rewrite?.module === module ? [rewrite.name] : []));
  const siblings = apis.flatMap(({ instead }) =>
    instead?.startsWith(`${module}.`) ? [instead.slice(module.length + 1)] : [],
  );
  const paths = [...new Set([...apis.map((api) => api.path), ...rewritten, ...siblings])];
  const found = await locate(module, paths);
  return paths.map((one) => [`${module}:${one}`, found[one] ?? 'not loaded']);
}

const results = new Map<string, string>();
for (const module of NPM_MODULES) for (const [name, status] of await verify(module)) results.set(name, status);
const byStatus = new Map<string, string[]>();
for (const [name, status] of results) byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
for (const [status, names] of byStatus) {
  console.log(`${names.length} ${status}${status === 'there' ? '' : `:\n  ${names.join('\n  ')}`}`);
}

for (const [name, code] of Object.entries(MEASUREMENTS)) {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
  console.log(`${name} keeps the loop for ${stdout.trim()} ms`);
}

/** `@scope/name/path` → `@scope/name` */
function getPackage(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
