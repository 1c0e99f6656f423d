/** What becomes of something outside the project: its members, its results, its instances, as paths of the catalog. */
import { isBuiltin } from 'node:module';
import { dirname, isAbsolute, resolve } from 'node:path';
import { findRole } from '../../catalog/handlers/index.ts';
import { getReturned } from '../../catalog/index.ts';
import type { CallFact, FileFacts } from '../facts/types.ts';
import { isReflection, joinPath, type Target } from './targets.ts';

export type Api = Extract<Target, { kind: 'api' }>;

export function resolveGlobal(name: string): Target {
  if (name === 'process') return { kind: 'api', module: 'node:process', path: '' };
  if (name === 'globalThis' || name === 'global') return { kind: 'api', module: 'global', path: '' };
  return { kind: 'api', module: 'global', path: name };
}

/** What comes from a module that is no file of the project. */
export function getImported(file: FileFacts, specifier: string, path: string): Target {
  if (specifier.startsWith('.')) return { kind: 'api', module: resolve(dirname(file.path), specifier), path };
  const isBare = isBuiltin(specifier) && !specifier.startsWith('node:');
  return { kind: 'api', module: isBare ? `node:${specifier}` : specifier, path };
}

export function getApiMember(target: Api, name: string): Target {
  // Of an instance it is a method of its own: `migration.apply()`.
  const isOfFunction = target.path !== '' && !target.path.endsWith('#');
  if (isReflection(name) && isOfFunction) return { kind: 'reflection', method: name, of: target };
  if (target.module === 'global' && target.path === '') return resolveGlobal(name);
  return { ...target, path: joinPath(target.path, name) };
}

export function getApiResult(target: Api, file: FileFacts, call: CallFact): Target {
  const made = { file, call, before: target.made };
  if (call.trigger === 'new') return getApiInstance({ ...target, made });
  const receiver = findRole(target.module, target.path) === 'handler' ? getReceiver(target.path) : undefined;
  return { ...target, made, path: receiver ?? getReturned(target.module, target.path) ?? `${target.path}()` };
}

/** Methods that take handlers return what they belong to: `app.get('/', show).post('/', save)`. */
function getReceiver(path: string): string | undefined {
  return /^(.*(?:\(\)(?=\.)|#))\.?\w+$/.exec(path)?.[1];
}

export function getApiInstance(target: Api): Api {
  const path = `${target.path}#`;
  return { ...target, path: getReturned(target.module, path) ?? path };
}

/** By what a type is known whose declaration is not: in files of this project, whatever way leads to it, by its name. */
export function getTypeKey({ module, path }: Api): string {
  return `${isAbsolute(module) ? '' : module}:${path.replace(/#$/, '')}`;
}

/** What a promise of the target resolves to. */
export function getAwaited(target: Target): Target {
  return target.kind === 'api' ? { ...target, awaited: true } : target;
}
