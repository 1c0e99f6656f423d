/** The licences of the packages in a bundle, which have to go where the bundle goes. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Replaces esbuild's metafile in the folder of a build by the licences of all packages that it names. */
export async function writeThirdPartyLicenses(folder: string): Promise<void> {
  const metafile = path.join(folder, 'metafile-esm.json');
  const { inputs } = JSON.parse(await readFile(metafile, 'utf8')) as Metafile;
  const packages = new Set(
    Object.keys(inputs).flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
  );
  const notices = await Promise.all([...packages].toSorted().map(getNotice));
  await writeFile(path.join(folder, 'THIRD-PARTY-LICENSES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
  await rm(metafile);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

async function getNotice(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  // Not every package ships the text of the licence that its manifest names.
  const text = file === undefined ? manifest.license : await readFile(path.join(folder, file), 'utf8');
  if (text === undefined) throw new Error(`${folder} is bundled, and has no licence to go with it.`);
  return `${manifest.name} ${manifest.version}\n\n${text}\n`;
}
