/** Is this file written for a page? What it speaks of tells: a page's objects, or libraries that draw on one. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';

/** What only runs where there is a page: libraries for it, and the hooks of React, which servers do not run. */
const FOR_PAGES =
  /\b(?:import|export)\s+(?!type\b)[^;'"]*\bfrom\s*['"](?:prosemirror-view|@codemirror\/view|codemirror|quill|leaflet|monaco-editor|vue|svelte|jquery|preact|solid-js|swr|zustand|pinia|react-redux|react-i18next|react-dom(?:\/client)?|react-router-dom|@tanstack\/(?:react|vue)-query|@angular\/core)['"]/;
const HOOKS =
  /import[^;'"]*\b(?:useState|useEffect|useRef|useCallback|useMemo|useReducer|useContext)\b[^;'"]*['"]react['"]/;
const FOR_CLIENTS = /^\s*(['"])use client\1/m;
/** Without a host, an address is one of the page's own server: Node.js refuses it. */
const ASKS_OWN_SERVER = /(?<![.\w])fetch\(\s*['"`]\/(?!\/)/;
/** The loader of modules that pages had before there were any: `define([…], (require) => …)`, `require([…], …)`. */
const LOADS_FOR_PAGES = /^\s*(?:define|requirejs|require)\s*\(\s*(?:['"][^'"]*['"]\s*,\s*)?(?:\[|function\b)/m;

const SHOWING = [FOR_CLIENTS, FOR_PAGES, HOOKS, ASKS_OWN_SERVER, LOADS_FOR_PAGES];

/** What only the objects of a page have: servers have a `document`, too, and none of these in it. */
const USES_PAGE =
  /(?<![\w$.'"`])(?:document\s*\.\s*(?:addEventListener|createElement|createTextNode|documentElement|getElementById|querySelector(?:All)?)|window\s*\.\s*(?:addEventListener|document|getComputedStyle|getSelection|innerHeight|innerWidth|localStorage|location|matchMedia|open|requestAnimationFrame|scrollTo|URL))\b/;
/** Where it asks whether there is a page, makes one, or sends code to one, it runs on a server, too. */
const REACHES_PAGE =
  /\btypeof\s+(?:document|window)\b|\b(?:document|window)\s*=[^=]|[(,]\s*(?:document|window)\s*(?::|\)\s*(?:=>|[:{]))|\b(?:evaluate\w*|executeScript|addInitScript|waitForFunction|happy-dom|jsdom|linkedom|playwright|puppeteer)\b|\$eval\b/i;

/** Names of a page, which a file that runs there does not declare. */
const OF_PAGES: ReadonlySet<string> = new Set(
  'window document navigator localStorage sessionStorage location history self XMLHttpRequest FileReader HTMLElement alert jQuery $'.split(
    ' ',
  ),
);

export function isForPages({ file: { text }, scopes }: Draft): boolean {
  return showsPage(text) || (usesPage(scopes.undeclared) && !REACHES_PAGE.test(text));
}

/** As far as a search of the text tells. */
export function showsPage(text: string): boolean {
  if (SHOWING.some((words) => words.test(text))) return true;
  return USES_PAGE.test(text) && !REACHES_PAGE.test(text);
}

/** Whether it speaks of a page at all, if only to ask whether there is one. */
export function namesPage({ scopes: { undeclared } }: Draft): boolean {
  return undeclared.some(({ name }) => name === 'window' || name === 'document');
}

/** Code that asks for the type of such a name runs on servers, too. */
function usesPage(undeclared: Draft['scopes']['undeclared']): boolean {
  const names = undeclared.filter((node) => OF_PAGES.has(node.name) && !isFilledIn(node));
  return names.length > 0 && !names.some(({ parent }) => parent.type === 'UnaryExpression');
}

/** `try { WeakRef; } catch { window.WeakRef = class {}; }`: where nothing is missing, it runs without a page. */
function isFilledIn(name: TSESTree.Node): boolean {
  let node = name;
  while (node.parent && /^(?:MemberExpression|TS(?:As|NonNull|TypeAssertion)\w*)$/.test(node.parent.type)) {
    node = node.parent;
  }
  const isWritten = node !== name && node.parent?.type === 'AssignmentExpression' && node.parent.left === node;
  return isWritten && isInCatch(node);
}

function isInCatch(node: TSESTree.Node): boolean {
  // That of the whole program is `null` in ESLint.
  const parent = node.parent as TSESTree.Node | null | undefined;
  return parent ? parent.type === 'CatchClause' || isInCatch(parent) : false;
}
