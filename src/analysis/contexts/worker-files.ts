/** Which files run in another thread or process? Those that a worker, a pool or a fork is started with. */
import path from 'node:path';
import { WORKER_STARTERS } from '../../catalog/handlers/index.ts';
import type { ArgumentView } from '../../catalog/severity.ts';
import type { ArgumentFact, CallFact, FileFacts } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';

export function findWorkerFiles(files: readonly FileFacts[], resolve: Resolve): ReadonlySet<FileFacts> {
  const names = files.flatMap((file) =>
    file.calls.flatMap((call) => {
      const given = getFileNames(file, call);
      return given.length > 0 && startsWorker(file, call, resolve) ? given : [];
    }),
  );
  return new Set(files.filter((file) => file.workerEntry || names.some((name) => isNamed(file.path, name))));
}

export function startsWorker(file: FileFacts, call: CallFact, resolve: Resolve): boolean {
  if (call.arguments.length === 0 || call.trigger === 'get') return false;
  return resolve(file, call.callee).some(
    (target) => target.kind === 'api' && WORKER_STARTERS.get(target.module)?.includes(target.path),
  );
}

/** The file names among the arguments: literals, and those within `path.join(…)`, `new URL(…)` and options objects. */
function getFileNames(file: FileFacts, { arguments: given }: CallFact): string[] {
  return given.flatMap((argument) => [...getLiteralNames(argument), ...getComputedNames(file, argument)]);
}

function getLiteralNames({ view, pattern }: ArgumentFact): string[] {
  const texts = [pattern, ...getTexts(view)];
  return texts.filter((text) => text !== undefined).filter((text) => /[\w-]\.[cm]?[jt]sx?$/.test(text));
}

function getTexts(view: ArgumentView): string[] {
  if (view.type === 'string') return [view.value];
  return view.type === 'object' ? Object.values(view.properties).flatMap(getTexts) : [];
}

function getComputedNames(file: FileFacts, { value }: ArgumentFact): string[] {
  const of = value.kind === 'member' ? value.of : value;
  if (of.kind === 'object') {
    const members = [...(file.objects[of.id]?.members.values() ?? [])];
    return members.flatMap((member) => getNamesOfResult(file, member.kind === 'member' ? member.of : member));
  }
  return getNamesOfResult(file, of);
}

function getNamesOfResult(file: FileFacts, value: ArgumentFact['value']): string[] {
  const call = value.kind === 'result' ? file.calls[value.call] : undefined;
  return call?.arguments.flatMap(getLiteralNames) ?? [];
}

function isNamed(file: string, name: string): boolean {
  const normalize = (text: string): string => text.replaceAll('\\', '/').replace(/\.[cm]?[jt]sx?$/, '');
  const tail = path.posix.normalize(normalize(name)).replace(/^(?:\.\.\/|\*\/?)+/, '');
  return `/${normalize(file)}`.endsWith(`/${tail}`);
}
