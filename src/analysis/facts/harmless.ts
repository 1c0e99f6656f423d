/** Does a function say that it does not block? Rules take it at its word. */
import type { FunctionFact } from './types.ts';

export function isDeclaredHarmless({ annotation }: Pick<FunctionFact, 'annotation'>): boolean {
  return annotation === 'nonblocking' || annotation === 'nonblocking without a reason';
}
