/** Does this file run in a browser? There, a user who waits too long leaves, and nobody's session dies with it. */
import type { TSESLint } from '@typescript-eslint/utils';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Components of Vue and Svelte, and what servers hand out as it is. */
const BROWSER_FILE = /\.(?:vue|svelte)$|(?:^|[\\/])(?:public|static|wwwroot)[\\/]/;

/** What only runs where there is a page: libraries for it, and the hooks of React, which servers do not run. */
const FOR_PAGES =
  /\bfrom\s*['"](?:vue|svelte|jquery|preact|solid-js|swr|zustand|pinia|react-redux|react-dom(?:\/client)?|react-router-dom|@tanstack\/(?:react|vue)-query|@angular\/core)['"]/;
const HOOKS =
  /import[^;'"]*\b(?:useState|useEffect|useRef|useCallback|useMemo|useReducer|useContext)\b[^;'"]*['"]react['"]/;

const GLOBALS: ReadonlySet<string> = new Set(
  'window document navigator localStorage sessionStorage location history XMLHttpRequest FileReader HTMLElement alert jQuery $'.split(
    ' ',
  ),
);

/** @param file the path of the file, from the folder where ESLint runs */
export function runsInBrowser(sourceCode: SourceCode, file: string): boolean {
  const { text } = sourceCode;
  if (BROWSER_FILE.test(file) || /^\s*(['"])use client\1/m.test(text)) return true;
  if (/['"]node:\w/.test(text)) return false;
  return FOR_PAGES.test(text) || HOOKS.test(text) || usesPage(sourceCode);
}

/** Names of a page that the file does not declare. Code that asks for their type runs on servers, too. */
function usesPage({ scopeManager }: SourceCode): boolean {
  const globals = scopeManager?.globalScope;
  const undeclared = [
    ...(globals?.through ?? []),
    ...(globals?.variables ?? []).flatMap(({ defs, references }) => (defs.length === 0 ? references : [])),
  ].filter(({ identifier }) => GLOBALS.has(identifier.name));
  return undeclared.length > 0 && !undeclared.some(({ identifier }) => identifier.parent.type === 'UnaryExpression');
}
