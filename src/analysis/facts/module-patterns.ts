/** Which modules may a computed specifier mean? A search of its source, since texts are asked before they are parsed. */

/**
 * `'./jobs/' + name`, `path.join(__dirname, 'jobs', name)` and `${__dirname}/jobs/${name}` are all `./jobs/*`.
 *
 * @returns undefined where it may lead to anywhere
 */
export function getModulePattern(source: string): string | undefined {
  const parts = [...source.matchAll(TOKENS)].map(([token, , text]) =>
    text === undefined ? getPart(token.replace(JOINS, '')) : fillTemplate(text),
  );
  const pattern = parts.join('').replaceAll(/\*+/g, '*').replaceAll(/\/+/g, '/');
  return /^\.\.?\/./.test(pattern) ? pattern : undefined;
}

/** The text of a template, with `*` for what comes in at run time. */
export function fillTemplate(text: string): string {
  return text.replaceAll(/\$\{\s*__dirname\s*\}/g, '.').replaceAll(/\$\{[^}]*\}/g, '*');
}

const TOKENS = /(['"`])((?:(?!\1).)*)\1|[,+)]|[^\s'"`,+)]+/g;

const PARTS: ReadonlyMap<string, string> = new Map([
  ['__dirname', '.'],
  ['import.meta.dirname', '.'],
  [',', '/'],
  ['+', ''],
  [')', ''],
  ['', ''],
]);

function getPart(token: string): string {
  return PARTS.get(token) ?? '*';
}

const JOINS = /^(?:path\.)?(?:join|resolve)\(/;

/** `require('./jobs/' + name)` and the like: what stands in its parentheses. */
export const COMPUTED_IMPORTS =
  /\b(?:require|import)\s*\(\s*((?:__dirname|(?:path\.)?(?:join|resolve)\(|(['"])\.\.?\/[^'"\n]*\2\s*\+)(?:[^()]|\([^()]*\))*)\)/g;
