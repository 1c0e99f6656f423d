/** The files in which installed packages declare what they export, `.d.ts`: where they are, and what stands in them. */
import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { ResolverFactory } from 'enhanced-resolve';
import { parse } from '../project/parse.ts';

export interface DeclarationFile {
  readonly path: string;
  readonly text: string;
  /** What it declares at its top, or in `declare module 'x'`; none where it is not understood. */
  getStatements(): readonly TSESTree.ProgramStatement[];
}

/** What is installed does not change while a process lints. */
const files = new Map<string, DeclarationFile | undefined>();
const entries = new Map<string, DeclarationFile | undefined>();

const resolver = ResolverFactory.createResolver({
  fileSystem: fs,
  useSyncFileSystemCalls: true,
  extensions: ['.d.ts', '.d.mts', '.d.cts', '.ts'],
  extensionAlias: { '.js': ['.d.ts'], '.mjs': ['.d.mts'], '.cjs': ['.d.cts'] },
  conditionNames: ['types', 'import', 'require', 'node', 'default'],
  mainFields: ['types', 'typings', 'main'],
});

/** Where the declarations of a package begin, as a file in `folder` imports it; undefined where it has none. */
export function findDeclarations(specifier: string, folder: string): DeclarationFile | undefined {
  if (!/^[\w@]/.test(specifier) || isBuiltin(specifier)) return undefined;
  const key = `${folder}\0${specifier}`;
  if (!entries.has(key)) {
    entries.set(key, find(folder, specifier) ?? find(folder, `@types/${specifier.replace(/^@(.+)\//, '$1__')}`));
  }
  return entries.get(key);
}

/** The file that another one of the same package takes something from. */
export function findNext(from: DeclarationFile, specifier: string): DeclarationFile | undefined {
  return specifier.startsWith('.') ? find(path.dirname(from.path), specifier) : undefined;
}

function find(folder: string, specifier: string): DeclarationFile | undefined {
  try {
    const found = resolver.resolveSync({}, folder, specifier);
    if (found === false) return undefined;
    return readFile(found.replace(/(?<!\.d)\.([cm]?)[jt]s$/, '.d.$1ts'));
  } catch {
    return undefined;
  }
}

function readFile(file: string): DeclarationFile | undefined {
  if (!files.has(file)) files.set(file, fs.existsSync(file) ? createFile(file) : undefined);
  return files.get(file);
}

function createFile(file: string): DeclarationFile {
  const text = fs.readFileSync(file, 'utf8');
  let statements: readonly TSESTree.ProgramStatement[] | undefined;
  return { path: file, text, getStatements: () => (statements ??= parse(file, text)?.ast.body.flatMap(unfold) ?? []) };
}

function unfold(statement: TSESTree.ProgramStatement): TSESTree.ProgramStatement[] {
  const isModule = statement.type === 'TSModuleDeclaration' && statement.id.type === 'Literal';
  return isModule ? (statement.body?.body ?? []) : [statement];
}
