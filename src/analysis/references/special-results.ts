/** Calls whose result is known: they load a module, or hand on the function they are given. */
import { isBuiltin } from 'node:module';
import type { CallFact, Value } from '../facts/types.ts';
import type { Target } from './targets.ts';

const LOADS_MODULE = new Set(['global:require', 'node:module:createRequire()', 'node:process:getBuiltinModule']);

/** The result is, or does the same as, the first argument. */
const HANDS_ON = new Set([
  'node:util:promisify',
  'node:util:callbackify',
  'node:util:deprecate',
  'global:Object.freeze',
  'global:Object.seal',
  // The result has the members of its prototype.
  'global:Object.create',
  'global:Promise.resolve',
  'global:Promise.all',
  'global:Promise.allSettled',
  // The elements are the same, or the members.
  'global:Array.from',
  'global:Object.values',
  'global:Object.entries',
  'lodash:memoize',
  'lodash:once',
  'lodash/memoize:',
  'lodash/once:',
  'lodash.memoize:',
  'lodash.once:',
  'express-async-handler:',
  'memoizee:',
  'onetime:',
]);

/** The result has the members of all arguments. */
const MERGES = new Set(['global:Object.assign', 'lodash:assign', 'lodash:merge', 'lodash:extend', 'lodash:defaults']);

export function getSpecialResult(callee: Extract<Target, { kind: 'api' }>, call: CallFact): Value | undefined {
  const name = `${callee.module}:${callee.path}`;
  const [argument] = call.arguments;
  if (!argument) return undefined;
  if (HANDS_ON.has(name)) return argument.value;
  if (MERGES.has(name)) return { kind: 'union', of: call.arguments.map(({ value }) => value) };
  const module = argument.view.type === 'string' ? argument.view.value : argument.pattern;
  if (module === undefined || !(LOADS_MODULE.has(name) || isOtherRequire(callee.path, module))) return undefined;
  return { kind: 'import', module, name: '*' };
}

/** Whatever else is called `require` and gets the name of a module of Node: `module.require('fs')`. */
function isOtherRequire(path: string, module: string): boolean {
  return /[.#]require$/.test(path) && isBuiltin(module);
}
