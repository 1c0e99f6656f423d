/** Does a text export what it imports, so that others find the members of that in it? A search, before anything is parsed. */

/** Whether a text exports an import as a whole, puts its members into something else, or has it do so; by specifier. */
export type HandingTest = (specifier: string) => boolean;

/** All patterns are the same for each specifier: to compile them anew costs more than to search. */
export function createHandingTest(text: string): HandingTest {
  let handed: ReadonlySet<string> | undefined;
  const isHanded = (name: string | undefined): boolean => name !== undefined && (handed ??= findHanded(text)).has(name);
  const isHandedFrom = ([start, end]: Place): boolean => {
    const before = text.slice(Math.max(0, start - LONGEST_BEFORE), start);
    if (LOADS.test(before)) {
      return CALLED.test(text.slice(end, end + 20)) || PUT_INTO.test(before) || isHanded(ASSIGNED.exec(before)?.[1]);
    }
    if (!FROM.test(before)) return false;
    const [statement = ''] = STATEMENT.exec(text.slice(Math.max(0, start - LONGEST_STATEMENT), start)) ?? [];
    return statement.startsWith('export') || isHanded(NAMED.exec(statement)?.slice(1).find(Boolean));
  };
  const known = new Map<string, boolean>();
  return (specifier) => {
    let is = known.get(specifier);
    if (is === undefined) known.set(specifier, (is = findPlaces(text, specifier).some(isHandedFrom)));
    return is;
  };
}

const LONGEST_BEFORE = 200;
const LONGEST_STATEMENT = 5_000;

type Place = readonly [start: number, end: number];

/** Where the specifier stands in quotes. */
function findPlaces(text: string, specifier: string): Place[] {
  const found: Place[] = [];
  for (let at = text.indexOf(specifier); at !== -1; at = text.indexOf(specifier, at + 1)) {
    const end = at + specifier.length;
    const quote = text[at - 1];
    if (quote === text[end] && (quote === "'" || quote === '"' || quote === '`')) found.push([at - 1, end + 1]);
  }
  return found;
}

const FROM = /\bfrom\s*$/;
const LOADS = /\b(?:require|import)\s*\(\s*$/;
const CALLED = /^\s*\)\s*\(/;
const PUT_INTO =
  /(?:(?:\bexports|\.[\w$]+)\s*=|\bexport\s+default|\bexport\s*=|\breturn\b|=>|\.\.\.|\bassign\s*\([^()]*)\s*(?:await\s+)?(?:require|import)\s*\(\s*$/;
const ASSIGNED = /([\w$]+)\s*=\s*(?:await\s+)?(?:require|import)\s*\(\s*$/;

const STATEMENT = /\b(?:import|export)\b(?:(?!\b(?:import|export)\b)[^;'"`=()])*$/;
const NAMED = /^import\s+(?:type\s+)?(?:([\w$]+)\s*(?:,\s*\{[^{}]*\}\s*)?from\s*$|[^{}]*\*\s*as\s+([\w$]+)\s+from\s*$)/;

/** The names that stand for something as a whole where others may find it. */
function findHanded(text: string): ReadonlySet<string> {
  const lists = [...text.matchAll(ASSIGN)].flatMap(([, list = '']) => list.match(/[\w$]+/g) ?? []);
  return new Set([...[...text.matchAll(HANDED), ...text.matchAll(LISTED)].map(([, name = '']) => name), ...lists]);
}

/** Followed by no member and no call. */
const HANDED = /(?:\bexport\s+default\s|\.\.\.|[=:])\s*([\w$]+)(?![\w$]|\s*[.([]|\s*\?\.)/g;
const LISTED = /[{(,]\s*([\w$]+)(?=\s*[,)}])/g;
const ASSIGN = /\bassign\s*\(([^()]*)/g;
