/**
 * Holds the rows of npm packages against the packages: `npm run catalog:verify`. Installs the newest version of each,
 * and older majors that are still in use, into .cache/catalog, without running install scripts, and imports each in a
 * process of its own. Ends with 1 where a path or an option is in none of them, or a call takes another time than its
 * row says.
 */
import type { BlockingModule } from '../src/catalog/define.ts';
import { NPM_MODULES } from '../src/catalog/index.ts';
import type { NetworkModule } from '../src/catalog/network/index.ts';
import { NETWORK_MODULES } from '../src/catalog/network/index.ts';
import { EXAMPLES, EXTRA_PACKAGES, NETWORK_EXAMPLES, OLDER_MAJORS, UNLOADED } from './catalog-packages.ts';
import { folder, getOlder, getPackage, install, locate, mentions, run } from './installed-packages.ts';
import { HARMLESS, MISLEADING } from './measure-misleading.ts';

type Found = readonly [name: string, status: string];

const networks = NETWORK_MODULES.filter(({ module }) => module !== 'global');

await install([
  ...[...NPM_MODULES, ...networks]
    .map(({ module }) => getPackage(module))
    .filter((name, index, all) => !name.startsWith('node:') && all.indexOf(name) === index)
    .filter((name) => !EXTRA_PACKAGES.some((extra) => extra.startsWith(`${name}@`))),
  ...EXTRA_PACKAGES,
  ...Object.entries(OLDER_MAJORS).map(([name, major]) => `${getOlder(name)}@npm:${name}@${major}`),
]);
const byStatus = new Map<string, string[]>();
for (const module of NPM_MODULES) add(await verify(module));
for (const module of networks) add([...(await verifyCalls(module)), ...(await verifyOptions(module))]);
for (const [status, names] of byStatus) {
  console.log(`${names.length} ${status}${status.endsWith('there') ? '' : `:\n  ${names.join('\n  ')}`}`);
  if (!/there|^unchecked/.test(status)) process.exitCode = 1;
}
for (const [name, code] of Object.entries(MISLEADING)) await measure(name, code, (time) => time >= 1);
for (const [name, code] of Object.entries(HARMLESS)) await measure(name, code, (time) => time < 1);

function add(found: readonly Found[]): void {
  for (const [name, status] of found) byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
}

async function verify({ module, apis }: BlockingModule): Promise<Found[]> {
  const rewritten = apis.flatMap(({ rewrite }) => (rewrite?.module === module ? [rewrite.name] : []));
  const siblings = apis.flatMap(({ instead }) =>
    instead?.startsWith(`${module}.`) ? [instead.slice(module.length + 1)] : [],
  );
  const all = [...new Set([...apis.map((api) => api.path), ...rewritten, ...siblings])];
  const unloaded = all.filter((one) => getReason(module, one) !== undefined);
  const paths = all.filter((one) => !unloaded.includes(one));
  const found = paths.length === 0 ? {} : await locate(module, paths, EXAMPLES[module]);
  const absent = paths.filter((one) => found[one] === 'absent');
  const older = OLDER_MAJORS[module] !== undefined && absent.length > 0 ? await locate(getOlder(module), absent) : {};
  return [
    ...paths.map((one): Found => [
      `${module}:${one}`,
      older[one] === 'there' ? 'there in an older major' : (found[one] ?? 'not loaded'),
    ]),
    ...(await Promise.all(unloaded.map((one) => verifyText(module, one)))),
  ];
}

function getReason(module: string, path: string): string | undefined {
  return Object.entries(UNLOADED).find(([start]) => `${module}:${path}`.startsWith(start))?.[1];
}

/** The last name of a path in the text of a package that cannot be loaded. */
async function verifyText(module: string, path: string): Promise<Found> {
  const word = /(\w+)\W*$/.exec(path)?.[1] ?? '';
  const isThere = await mentions(getPackage(module), word);
  return [
    `${module}:${path}`,
    isThere ? `there in its text: ${getReason(module, path) ?? ''}` : 'absent from its text',
  ];
}

/** The calls that wait for the network, and what opens the connection or sets a default for all of them. */
async function verifyCalls({ module, calls, opens = [], defaults }: NetworkModule): Promise<Found[]> {
  const paths = [...Object.keys(calls), ...opens, ...(defaults === undefined ? [] : [defaults])];
  const found = await locate(module, paths, NETWORK_EXAMPLES[module]);
  return paths.map((one) => [`${module}:${one}`, `network call ${found[one] ?? 'not loaded'}`]);
}

/** The options by which a wait ends, in the text of the package, for no program can be asked for them. */
async function verifyOptions({ module, limits }: NetworkModule): Promise<Found[]> {
  if (module.startsWith('node:')) return [];
  // In capitals it is a hint that stands in the text of a query.
  const words = [...new Set(limits.flatMap((limit) => limit.split('.')))].filter((word) => /[a-z]/.test(word));
  const name = getPackage(module);
  const isInOlder = async (word: string): Promise<boolean> => name in OLDER_MAJORS && mentions(getOlder(name), word);
  return await Promise.all(
    words.map(async (word): Promise<Found> => {
      const isThere = (await mentions(name, word)) || (await isInOlder(word));
      return [`${module}: ${word}`, `option ${isThere ? 'there' : 'absent'}`];
    }),
  );
}

async function measure(name: string, code: string, isAsStated: (time: number) => boolean): Promise<void> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
  const isRight = isAsStated(Number(stdout));
  console.log(`${name} keeps the loop for ${stdout.trim()} ms${isRight ? '' : ', other than its row says'}`);
  if (!isRight) process.exitCode = 1;
}
