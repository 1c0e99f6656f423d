/** Which program runs? Another version of it may find something else. */
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { digest } from './digest.ts';

/** Run from its sources, as by its tests, the package has no single file that tells whether it has changed. */
export const IS_SOURCE = fileURLToPath(import.meta.url).endsWith('.ts');

let known: string | undefined;

/** Tells this version of the package, and of Node.js, from others. */
export function getVersion(): string {
  return (known ??= digest(process.version + fs.readFileSync(fileURLToPath(import.meta.url), 'utf8')));
}
