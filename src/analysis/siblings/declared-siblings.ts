/** Do the declarations of an installed package offer an awaitable form of the function that is called here? */
import path from 'node:path';
import { doesSameWork } from '../../catalog/async-variants.ts';
import type { FileAnalysis } from '../analyze.ts';
import { type DeclarationFile, findDeclarations, findNext } from '../declarations/files.ts';
import { type DeclaredFunction, findDeclaredFunctions } from '../declarations/places.ts';
import type { CallFact } from '../facts/types.ts';
import { getSiblingNames, isCallback, MAY_DEFINE_SIBLINGS } from './names.ts';
import { agree, isTaken } from './shapes.ts';
import { getBest, type Sibling } from './sibling.ts';

export function findDeclaredSibling({ facts, resolveIn }: FileAnalysis, call: CallFact): Sibling | undefined {
  const [callee, ...others] = resolveIn(facts, call.callee);
  if (callee?.kind !== 'api' || callee.module === 'global' || others.length > 0) return undefined;
  if (doesSameWork(callee.module) || call.arguments.some(({ view }) => view.type === 'spread')) return undefined;
  const [, owner = '', name] = /^(.*?)([\w$]+)$/.exec(callee.path) ?? [];
  const file = name === undefined ? undefined : findDeclarations(callee.module, path.dirname(facts.path));
  if (!file || name === undefined) return undefined;
  const own = findDeclaredFunctions(file, callee.path);
  if (own.length === 0 || own.some(goesOn)) return undefined;
  const siblings = getSiblingNames(name).flatMap((other) => {
    const form = getForm(own, findDeclaredFunctions(file, owner + other), call.arguments.length);
    return form ? [{ name: other, form }] : [];
  });
  return getBest(siblings);
}

function goesOn({ promising, parameters }: DeclaredFunction): boolean {
  return promising || parameters.some(isCallback);
}

function getForm(
  own: readonly DeclaredFunction[],
  siblings: readonly DeclaredFunction[],
  given: number,
): Sibling['form'] | undefined {
  const current = siblings.filter(({ deprecated }) => !deprecated);
  const isAwaitable = (one: DeclaredFunction): boolean =>
    one.promising && isTaken(one, given) && own.some((called) => agree(called, one));
  if (current.some(isAwaitable)) return 'promise';
  const takesCallback = (one: DeclaredFunction): boolean =>
    !one.promising && isCallback(one.parameters[given]) && isTaken(one, given + 1);
  return current.some(takesCallback) ? 'callback' : undefined;
}

const tests = new Map<string, { test(text: string): boolean }>();

/** Finds the texts that import a package which may declare a function beside its sibling, as `cwd` has it installed. */
export function getPackageTest(cwd: string): { test(text: string): boolean } {
  let test = tests.get(cwd);
  if (!test) {
    const known = new Map<string, boolean>();
    const hasPairs = (specifier: string): boolean => {
      if (!known.has(specifier)) known.set(specifier, mayDeclareSiblings(findDeclarations(specifier, cwd)));
      return known.get(specifier) === true;
    };
    test = { test: (text) => [...text.matchAll(IMPORT)].some(([, specifier = '']) => hasPairs(specifier)) };
    tests.set(cwd, test);
  }
  return test;
}

const IMPORT = /\b(?:from|import|require)\s*\(?\s*['"]([\w@][^'"\n]*)['"]/g;

/** Packages with more files than this are searched no further. */
const MAX_FILES = 50;

function mayDeclareSiblings(entry: DeclarationFile | undefined): boolean {
  const files = new Set(entry ? [entry] : []);
  for (const file of files) {
    if (MAY_DEFINE_SIBLINGS.test(file.text)) return true;
    for (const [, specifier = ''] of file.text.matchAll(/\bfrom\s*['"](\.[^'"\n]*)['"]/g)) {
      const next = files.size < MAX_FILES ? findNext(file, specifier) : undefined;
      if (next) files.add(next);
    }
  }
  return false;
}
