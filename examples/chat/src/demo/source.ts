import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/', import.meta.url));

/** The path from the working directory to a file of the example, as lint and the monitor print it. */
export function pathOf(file: string): string {
  return relative(process.cwd(), join(folder, file));
}

/** The reverse of `pathOf`, also for absolute paths. */
export function fileAt(path: string): string {
  return relative(folder, path);
}

/** The number of the first line that holds the code. */
export function lineOf(file: string, code: string): number {
  const index = linesOf(file).findIndex((line) => line.includes(code));
  if (index === -1) throw new Error(`${file} does not contain "${code}".`);
  return index + 1;
}

/** Whether the line is part of the function, which stands at the top level of the file. */
export function isInFunction(file: string, name: string, line: number): boolean {
  const first = lineOf(file, `function ${name}(`);
  const length = linesOf(file)
    .slice(first)
    .findIndex((text) => text.startsWith('}'));
  return line >= first && line <= first + length + 1;
}

function linesOf(file: string): string[] {
  return readFileSync(join(folder, file), 'utf8').split('\n');
}
