/** How does this file write its imports? */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isBuiltin } from 'node:module';
import { getLoad } from './loads.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

export interface ImportStyle {
  /** What stands between an export and the name it gets. */
  readonly as: ' as ' | ': ';
  readonly newline: '\n' | '\r\n';
  /** A statement that imports these from a module, which is named with `node:` for Node's own. */
  write(module: string, bindings: readonly string[]): string;
  /** A statement that imports what a module exports itself, or by default. */
  writeWhole(module: string, local: string): string;
}

export function getImportStyle(sourceCode: SourceCode): ImportStyle {
  const { ast, text } = sourceCode;
  const loads = ast.body.filter((statement) => getLoad(statement));
  const sources = loads.flatMap((statement) => getLoad(statement)?.source ?? []);
  const quote = (sources.at(-1) ?? findString(ast))?.raw[0] ?? "'";
  const end = loads.length > 0 && loads.every((statement) => !endsInSemicolon(sourceCode, statement)) ? '' : ';';
  const lists = loads.flatMap((statement) => /\{.*\}/.exec(sourceCode.getText(statement)) ?? []);
  const space = lists.length > 0 && lists.every((list) => /^\{\S/.test(list)) ? '' : ' ';
  const usesImport = isModule(ast);
  const omitsPrefix =
    sources.some(({ value }) => isBare(value)) && !sources.some(({ value }) => value.startsWith('node:'));
  const write = (module: string, binding: string): string => {
    const source = `${quote}${omitsPrefix ? module.replace(/^node:/, '') : module}${quote}`;
    return usesImport ? `import ${binding} from ${source}${end}` : `const ${binding} = require(${source})${end}`;
  };
  return {
    as: usesImport ? ' as ' : ': ',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    write: (module, bindings) => write(module, `{${space}${bindings.join(', ')}${space}}`),
    writeWhole: write,
  };
}

function isBare(specifier: string): boolean {
  return isBuiltin(specifier) && !specifier.startsWith('node:');
}

/** Linters are often told that CommonJS files are modules, so what the file does counts first. */
function isModule({ body, sourceType, tokens }: TSESTree.Program): boolean {
  if (body.some(({ type }) => /^(?:TS)?(?:Import|Export)/.test(type))) return true;
  const usesRequire = tokens?.some(({ type, value }) => type === 'Identifier' && /^(?:require|exports)$/.test(value));
  return sourceType === 'module' && !usesRequire;
}

/** The first string of the file, whose quotes are those of the file. */
function findString({ tokens }: TSESTree.Program): { readonly raw: string } | undefined {
  const token = tokens?.find(({ type, value }) => type === 'String' && /^['"]/.test(value));
  return token && { raw: token.value };
}

function endsInSemicolon(sourceCode: SourceCode, statement: TSESTree.Node): boolean {
  return sourceCode.getLastToken(statement)?.value === ';';
}
