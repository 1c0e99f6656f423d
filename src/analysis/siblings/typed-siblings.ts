/** Do the types say that an object or a module offers an awaitable form of the function that is called here? */
import type { ParserServicesWithTypeInformation, TSESLint, TSESTree } from '@typescript-eslint/utils';
import type ts from 'typescript';
import { doesSameWork } from '../../catalog/async-variants.ts';
import { getSiblingNames, isCallback } from './names.ts';
import { getBest, type Sibling } from './sibling.ts';
import { getAwaited, isDeprecated, isThenable, takesCall, takesCallback, typesAgree } from './signatures.ts';
import { isMadeOf } from './typed-work.ts';

/** What the types tell: a sibling, that there is none, or nothing. */
export type TypedAnswer = Sibling | 'none' | 'unknown';

/** The types of the file being linted; undefined where the configuration gives the parser no project. */
export function getTypes({
  parserServices,
}: Readonly<TSESLint.SourceCode>): ParserServicesWithTypeInformation | undefined {
  const hasTypes = parserServices?.program !== undefined && parserServices.program !== null;
  return hasTypes ? (parserServices as ParserServicesWithTypeInformation) : undefined;
}

export function findTypedSibling(
  services: ParserServicesWithTypeInformation,
  node: TSESTree.CallExpression,
): TypedAnswer {
  const checker = services.program.getTypeChecker();
  const call = services.esTreeNodeToTSNodeMap.get<TSESTree.CallExpression>(node);
  const called = checker.getResolvedSignature(call);
  if (!called?.declaration) return 'unknown';
  const result = checker.getReturnTypeOfSignature(called);
  if (isThenable(checker, result) || called.parameters.some(({ name }) => isCallback(name))) return 'none';
  if (checker.typeToString(result) === 'any') return 'unknown';
  const siblings = getCandidates(checker, call.expression).flatMap((symbol): Sibling[] => {
    const form = isOfInterest(services.program, symbol) ? getForm(checker, call, called, symbol) : undefined;
    return form ? [{ name: symbol.name, form }] : [];
  });
  return getBest(siblings) ?? 'none';
}

/** The members of the same object, or the exports of the same module, that have a sibling's name. */
function getCandidates(checker: ts.TypeChecker, callee: ts.LeftHandSideExpression): ts.Symbol[] {
  if ('name' in callee && 'expression' in callee) {
    const { name, expression } = callee as ts.PropertyAccessExpression;
    const owner = checker.getNonNullableType(checker.getTypeAtLocation(expression));
    return getSiblingNames(name.text).flatMap((other) => checker.getPropertyOfType(owner, other) ?? []);
  }
  const imported = getImported(checker, callee);
  if (!imported) return [];
  const names = getSiblingNames(imported.name);
  return checker.getExportsOfModule(imported.module).filter(({ name }) => names.includes(name));
}

interface Imported {
  readonly name: string;
  readonly module: ts.Symbol;
}

/** What an identifier is imported as: `load` of `./store` for `import { load as get } from './store'`. */
function getImported(checker: ts.TypeChecker, callee: ts.Node): Imported | undefined {
  const declaration = checker.getSymbolAtLocation(callee)?.declarations?.[0] as ts.ImportSpecifier | undefined;
  const clause = declaration?.parent.parent as Partial<ts.ImportClause> | undefined;
  const specifier = clause?.parent && 'moduleSpecifier' in clause.parent ? clause.parent.moduleSpecifier : undefined;
  const module = specifier && checker.getSymbolAtLocation(specifier);
  return declaration && module ? { name: (declaration.propertyName ?? declaration.name).text, module } : undefined;
}

/** Node's own pairs are the catalog's; the language's (`Array.from`, `Array.fromAsync`) are two different things. */
function isOfInterest(program: ts.Program, { declarations = [] }: ts.Symbol): boolean {
  return declarations.every((declaration) => {
    const file = declaration.getSourceFile();
    const [, packageName] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file.fileName) ?? [];
    if (program.isSourceFileDefaultLibrary(file) || packageName === '@types/node') return false;
    return packageName === undefined || !doesSameWork(packageName.replace('@types/', ''));
  });
}

function getForm(
  checker: ts.TypeChecker,
  call: ts.CallExpression,
  called: ts.Signature,
  symbol: ts.Symbol,
): Sibling['form'] | undefined {
  if (symbol.declarations?.every(isDeprecated)) return undefined;
  const own = checker.getTypeOfSymbolAtLocation(symbol, call).getCallSignatures();
  if (own.some((signature) => isMadeOf(checker, signature, called) || isMadeOf(checker, called, signature))) {
    return undefined;
  }
  const signatures = own.filter(({ declaration }) => !declaration || !isDeprecated(declaration));
  const result = checker.getReturnTypeOfSignature(called);
  for (const signature of signatures) {
    const returned = checker.getReturnTypeOfSignature(signature);
    if (!isThenable(checker, returned) || !takesCall(checker, call, called, signature)) continue;
    if (signature.typeParameters || typesAgree(checker, result, getAwaited(checker, returned))) return 'promise';
  }
  return signatures.some((signature) => takesCallback(checker, call, called, signature)) ? 'callback' : undefined;
}
