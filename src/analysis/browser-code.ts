/** Does this function run in a browser? What it holds up there is the page of one user, and nobody else's session. */
import path from 'node:path';
import type { FileAnalysis } from './analyze.ts';
import type { FunctionOf } from './contexts/called.ts';
import { isInPagePackage } from './project/page-packages.ts';

/** Components of Vue and Svelte, and what servers hand out as it is. */
const BROWSER_FILE = /\.(?:vue|svelte)$|(?:^|[\\/])(?:frontend|public|static|wwwroot)[\\/]/;

type Search = Pick<FileAnalysis, 'graph' | 'root'>;

/** @param id a function of the analysed file */
export function runsInBrowser(analysis: FileAnalysis, id: number): boolean {
  const { facts: file } = analysis;
  const fact = file.functions[id];
  return fact !== undefined && isOfBrowser(analysis, { file, fact }, new Set());
}

/** Written for a page, or called by nobody but what is. */
function isOfBrowser(search: Search, { file, fact }: FunctionOf, seen: Set<unknown>): boolean {
  if (file.forPages) return true;
  if (!file.importsNode && isPlacedForPages(file.path, search.root)) return true;
  if (seen.has(fact)) return false;
  seen.add(fact);
  const callers = (search.graph.get(fact)?.incoming ?? []).filter(({ from }) => from.fact !== fact);
  return callers.length > 0 && callers.every(({ from }) => isOfBrowser(search, from, seen));
}

function isPlacedForPages(file: string, root: string): boolean {
  return BROWSER_FILE.test(path.relative(root, file)) || isInPagePackage(file, root);
}
