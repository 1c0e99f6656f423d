/** Calls whose result is known: they load a module, or hand on the function they are given. */
import type { CallFact, Value } from '../facts/types.ts';
import type { Target } from './targets.ts';

const LOADS_MODULE = new Set(['global:require', 'node:module:createRequire()', 'node:process:getBuiltinModule']);

const HANDS_ON = new Set([
  'node:util:promisify',
  'node:util:callbackify',
  'node:util:deprecate',
  'global:Object.freeze',
  'global:Object.seal',
  'global:Promise.resolve',
]);

export function getSpecialResult(callee: Extract<Target, { kind: 'api' }>, call: CallFact): Value | undefined {
  const name = `${callee.module}:${callee.path}`;
  const [argument] = call.arguments;
  if (!argument) return undefined;
  if (HANDS_ON.has(name)) return argument.value;
  const module = argument.view.type === 'string' ? argument.view.value : argument.pattern;
  return LOADS_MODULE.has(name) && module !== undefined ? { kind: 'import', module, name: '*' } : undefined;
}
