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
  const candidates = getCandidates(checker, call.expression);
  if (!candidates) return 'unknown';
  const siblings = candidates.flatMap((symbol): Sibling[] => {
    const form = isOfInterest(services.program, symbol) ? getForm(checker, call, called, symbol) : undefined;
    return form ? [{ name: symbol.name, form }] : [];
  });
  return getBest(siblings) ?? 'none';
}

/** The members of the same object, or the exports of the same module, that have a sibling's name; undefined where a name tells of neither. */
function getCandidates(checker: ts.TypeChecker, callee: ts.LeftHandSideExpression): ts.Symbol[] | undefined {
  if ('name' in callee && 'expression' in callee) {
    const { name, expression } = callee as ts.PropertyAccessExpression;
    return getMembers(checker, checker.getTypeAtLocation(expression), name.text);
  }
  const declaration = checker.getSymbolAtLocation(callee)?.declarations?.[0];
  return declaration && (getExports(checker, declaration) ?? getTaken(checker, declaration));
}

function getMembers(checker: ts.TypeChecker, owner: ts.Type, name: string): ts.Symbol[] {
  const type = checker.getNonNullableType(owner);
  return getSiblingNames(name).flatMap((other) => checker.getPropertyOfType(type, other) ?? []);
}

/** `import { load as get } from './store'`: what stands beside `load` in that module. */
function getExports(checker: ts.TypeChecker, declaration: ts.Node): ts.Symbol[] | undefined {
  const { parent, name, propertyName = name } = declaration as ts.ImportSpecifier;
  const clause = parent.parent as Partial<ts.ImportClause> | undefined;
  const specifier = clause?.parent && 'moduleSpecifier' in clause.parent ? clause.parent.moduleSpecifier : undefined;
  const module = specifier && checker.getSymbolAtLocation(specifier);
  const names = module && getSiblingNames(propertyName.text);
  return names && checker.getExportsOfModule(module).filter((other) => names.includes(other.name));
}

/** `const { load } = require('./store')`: what else there is to take. */
function getTaken(checker: ts.TypeChecker, declaration: ts.Node): ts.Symbol[] | undefined {
  const { parent: pattern, name, propertyName = name } = declaration as ts.BindingElement;
  const from = 'elements' in pattern ? (pattern.parent as ts.VariableDeclaration).initializer : undefined;
  return from && getMembers(checker, checker.getTypeAtLocation(from), propertyName.getText());
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
