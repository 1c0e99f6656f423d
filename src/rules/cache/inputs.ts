/** What the reports on the files of a project depend on, beside the options: if all of it is the same, so are they. */
import fs from 'node:fs';
import path from 'node:path';
import { getStamp, listInputs } from '../../analysis/project/files.ts';
import { listBases } from '../../analysis/project/tsconfig.ts';
import { digest } from '../../cache/digest.ts';
import { getVersion } from '../../cache/version.ts';

export interface Inputs {
  /** Tells these inputs from all others. */
  readonly key: string;
  /** Of each file of the project. */
  readonly files: ReadonlyMap<string, Input>;
}

interface Input {
  /** What `digest` makes of its text. */
  readonly text: string;
  readonly stamp: string | undefined;
}

/** Where package managers write down what they have installed. */
const INSTALLED = ['.package-lock.json', '.modules.yaml', '.yarn-state.yml', '.yarn-integrity'];

export function readInputs(root: string): Inputs {
  const files = new Map(list(root).map((file) => [file, { stamp: getStamp(file), text: digest(read(file)) }]));
  const texts = [...files].map(([file, { text }]) => [file, text]);
  return { key: digest(JSON.stringify([getVersion(), root, texts])), files };
}

/** Whether any file has come, gone or changed since these were read. */
export function haveChanged(root: string, { files }: Inputs): boolean {
  const now = list(root);
  return now.length !== files.size || now.some((file) => files.get(file)?.stamp !== getStamp(file));
}

function list(root: string): string[] {
  const own = listInputs(root);
  const bases = own.filter((file) => path.basename(file) === 'tsconfig.json').flatMap((file) => listBases(file));
  const installed = INSTALLED.map((name) => path.join(root, 'node_modules', name));
  return [...new Set([...own, ...bases, ...installed])];
}

/** As ESLint gives it to rules. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}
