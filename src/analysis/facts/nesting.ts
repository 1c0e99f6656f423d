/** Where does a function stand among those of its file? */
import type { FileFacts } from './types.ts';

/** Whether a function is another one, or is written in it. */
export function isWithin(file: FileFacts, inner: number, outer: number): boolean {
  if (inner === outer) return true;
  const parent = file.functions[inner]?.parent;
  return parent !== undefined && parent !== inner && isWithin(file, parent, outer);
}
