/** Which members does a class have because of what it extends or implements, be it through classes of the project? */
import type { ClassFact, FileFacts, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';

/** By module and class or interface, `node:stream:Writable`: the members it asks for. */
export type Asked = ReadonlyMap<string, readonly string[]>;

export function findAskedMembers(file: FileFacts, fact: ClassFact, asked: Asked, resolve: Resolve): Value[] {
  return findBases(file, fact, resolve)
    .flatMap((base) => (base.kind === 'api' ? (asked.get(`${base.module}:${base.path}`) ?? []) : []))
    .flatMap((name) => fact.members.get(name) ?? []);
}

const MAX_DEPTH = 5;

function findBases(
  file: FileFacts,
  { base, implements: interfaces }: ClassFact,
  resolve: Resolve,
  depth = 0,
): Target[] {
  return [base, ...interfaces]
    .flatMap((type) => resolve(file, type))
    .flatMap((target) => {
      const outer = target.kind === 'class' && depth < MAX_DEPTH ? target.file.classes[target.id] : undefined;
      return 'file' in target && outer ? findBases(target.file, outer, resolve, depth + 1) : [target];
    });
}
