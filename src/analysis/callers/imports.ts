/** Does a text export what it imports, so that others find the members of that in it? A search, before anything is parsed. */

/** Whether a text exports an import as a whole, puts its members into something else, or has it do so. */
export function handsOn(text: string, specifier: string): boolean {
  const from = String.raw`['"\x60]${escape(specifier)}['"\x60]`;
  const load = String.raw`\brequire\s*\(\s*${from}\s*\)`;
  const direct = String.raw`\bexport\b[^;'"\x60=()]*\bfrom\s*${from}|${load}\s*\(|(?:${PUTS_INTO})\s*${load}`;
  if (new RegExp(direct).test(text)) return true;
  const names = findNames(text, from).map(escape).join('|');
  if (names === '') return false;
  const own = String.raw`(?:${names})(?![\w$]|\s*[.([]|\s*\?\.)`;
  const named = String.raw`(?:${PUTS_INTO}|[=:])\s*${own}|[{,]\s*${own}(?=\s*[,}])`;
  return new RegExp(named).test(text);
}

const PUTS_INTO = String.raw`\bexports(?:\.\w+)?\s*=|\bexport\s+default|\bexport\s*=|\.\.\.|\bassign\s*\([^()]*`;

/** What the text calls the import as a whole. */
function findNames(text: string, from: string): string[] {
  const declared = new RegExp(
    String.raw`([\w$]+)\s*=\s*(?:await\s+)?(?:require|import)\s*\(\s*${from}|\bimport\s+(?:type\s+)?([\w$]+)\s*(?:,\s*\{[^{}]*\}\s*)?from\s*${from}|\*\s*as\s+([\w$]+)\s+from\s*${from}`,
    'g',
  );
  const found: (string | undefined)[] = [...text.matchAll(declared)].flatMap(([, ...names]) => names);
  return found.filter((name) => name !== undefined);
}

function escape(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`);
}
