/** Does the path of a file that is read tell that it is small: a manifest, a configuration, a translation, a key? */
import path from 'node:path';
import { SMALL_FILES, SMALL_SUBJECTS, WRITTEN_FILES } from '../catalog/sizes.ts';
import type { FileAnalysis } from './analyze.ts';
import type { ArgumentFact, CallFact, FileFacts, Value } from './facts/types.ts';

type Search = Pick<FileAnalysis, 'files' | 'graph'>;

/** References that are longer than this are not followed. */
const MAX_DEPTH = 6;

/** @param call reads the file that its first argument names */
export function namesSmallFile(search: Search, file: FileFacts, call: CallFact): boolean {
  const [argument] = call.arguments;
  if (argument && isSmall(search, file, argument, 0)) return true;
  // `getLangData()`, or all that stands in `lang.ts`
  const names = [file.functions[call.function]?.name ?? '', path.parse(file.path).name];
  return names.some((name) => SMALL_SUBJECTS.test(toWords(name)));
}

/** Whether a path ends in `package.json`, as far as its file tells: small, and read by most programs anyway. */
export function namesManifest(file: FileFacts, { view, pattern, value }: ArgumentFact, depth = 0): boolean {
  const written = view.type === 'string' ? view.value : pattern;
  if (written !== undefined) return MANIFEST.test(written);
  const named = value.kind === 'variable' ? file.variables[value.id] : value;
  // `path.join(folder, 'package.json')`
  const last = named?.kind === 'result' ? file.calls[named.call]?.arguments.at(-1) : undefined;
  return last !== undefined && depth < MAX_DEPTH && namesManifest(file, last, depth + 1);
}

const MANIFEST = /(?:^|[\\/])package\.json$/;

function isSmall(search: Search, file: FileFacts, argument: ArgumentFact, depth: number): boolean {
  const { view, pattern, value } = argument;
  const written = view.type === 'string' ? view.value : pattern;
  if (written !== undefined && SMALL_FILES.test(toWords(written))) return true;
  if (view.type === 'string' && WRITTEN_FILES.test(view.value)) return true;
  return isWrittenSmall(search, file, argument) || speaksOfSmall(search, file, value, depth + 1);
}

/** `manifestPath`, or `'locales/' + name`, where the source can be asked: facts keep no names of variables. */
function isWrittenSmall({ files: { linted } }: Search, file: FileFacts, { range }: ArgumentFact): boolean {
  if (file.path !== linted.path) return false;
  const source = linted.text.slice(...range);
  if (/^[\w$]+$/.test(source)) return SMALL_FILES.test(toWords(source));
  if (source.includes('(')) return false;
  return [...source.matchAll(/(['"`])(.*?)\1/g)].some(([, , text = '']) => SMALL_FILES.test(text));
}

function speaksOfSmall(search: Search, file: FileFacts, value: Value | undefined, depth: number): boolean {
  if (!value || depth > MAX_DEPTH) return false;
  switch (value.kind) {
    case 'variable':
      return speaksOfSmall(search, file, file.variables[value.id], depth + 1);
    // Beside the source stands what its authors wrote.
    case 'global':
      return value.name === '__dirname';
    case 'member':
      return SMALL_FILES.test(toWords(value.name));
    case 'awaited':
      return speaksOfSmall(search, file, value.of, depth + 1);
    case 'result': {
      const call = file.calls[value.call];
      if (!call) return false;
      return SMALL_FILES.test(toWords(call.text)) || call.arguments.some((part) => isSmall(search, file, part, depth));
    }
    case 'parameter':
      return isPassedSmall(search, file, value, depth);
    default:
      return false;
  }
}

function isPassedSmall(
  { graph, files }: Search,
  file: FileFacts,
  { function: id, index }: Extract<Value, { kind: 'parameter' }>,
  depth: number,
): boolean {
  const fact = file.functions[id];
  if (fact && SMALL_FILES.test(toWords(fact.parameters[index] ?? ''))) return true;
  const calls = (fact && graph.get(fact)?.incoming)?.filter(({ how }) => how === 'call') ?? [];
  return (
    calls.length > 0 &&
    calls.every(({ from, call }) => {
      const argument = call.arguments[index];
      return argument !== undefined && isSmall({ graph, files }, from.file, argument, depth + 1);
    })
  );
}

/** `getPackageJsonPath` → `get-Package-Json-Path`, `RTLConf` → `RTL-Conf` */
function toWords(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-');
}
