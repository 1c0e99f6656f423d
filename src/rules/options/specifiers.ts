/** Which function does a specifier of the options name? */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Target } from '../../analysis/references/targets.ts';

/** A function of a package, or of a file of the project. */
export type Specifier =
  { from: 'package'; package: string; name: string } | { from: 'file'; path: string; name: string };

/** The module and path of a function as the catalog writes them; a file's module is its path without extension. */
export function getKey(specifier: Specifier, cwd: string): string {
  if (specifier.from === 'file') return `${withoutExtension(path.resolve(cwd, specifier.path))}:${specifier.name}`;
  return `${withNodePrefix(specifier.package)}:${specifier.name}`;
}

/** The key of the specifier that names what a value turned out to be; `''` where none can. */
export function getTargetKey(target: Target): string {
  switch (target.kind) {
    case 'api':
      return `${withoutExtension(target.module)}:${target.path}`;
    case 'function':
      return getFunctionKey(target.file.path, target.file.functions[target.id]?.name ?? '');
    default:
      return '';
  }
}

/** What is assigned to `exports.load` is named `load`. */
export function getFunctionKey(file: string, name: string): string {
  return `${withoutExtension(file)}:${name.replace(/^(?:module\.)?exports\./, '')}`;
}

function withNodePrefix(module: string): string {
  return isBuiltin(module) && !module.startsWith('node:') ? `node:${module}` : module;
}

export function withoutExtension(file: string): string {
  return file.replace(/\.[cm]?[jt]sx?$/, '');
}

/** The last part of a name: `query` of `Client#query`. */
export function getLastName(name: string): string {
  return name.replace(/\(\)$/, '').split(/[#.]/).at(-1) ?? name;
}
