/** Which functions does a call of this target run? */
import type { FileFacts, FunctionFact } from '../facts/types.ts';
import type { Target } from '../references/targets.ts';

/** A function, and the file it stands in. */
export interface FunctionOf {
  readonly file: FileFacts;
  readonly fact: FunctionFact;
}

export function getCalled(target: Target): FunctionOf[] {
  if (target.kind === 'reflection') return target.method === 'bind' ? [] : getCalled(target.of);
  if (target.kind !== 'function' && target.kind !== 'class') return [];
  if (target.kind === 'function' && target.isInstance) return [];
  const { file } = target;
  const id = target.kind === 'function' ? target.id : file.classes[target.id]?.construct;
  const fact = id === undefined ? undefined : file.functions[id];
  return fact ? [{ file, fact }] : [];
}
