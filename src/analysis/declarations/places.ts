/** What do the declarations of a package say of the function at a path? Paths are those of the catalog: `Store#load`. */
import type { TSESTree } from '@typescript-eslint/utils';
import { getShape, isPromiseType, type Shape } from '../facts/shapes.ts';
import { type DeclarationFile, findNext } from './files.ts';

/** A function as it is declared; of one with overloads there are several. */
export interface DeclaredFunction extends Shape {
  readonly promising: boolean;
  readonly deprecated: boolean;
}

/** What a step of the path leads to: a declaration, or an instance of what it declares. */
interface Place {
  readonly file: DeclarationFile;
  readonly node: TSESTree.Node;
  readonly isInstance: boolean;
}

/** Names that lead from one to the other longer than this are not followed. */
const MAX_DEPTH = 10;

export function findDeclaredFunctions(file: DeclarationFile, path: string): readonly DeclaredFunction[] {
  const [first = '', ...steps] = path.match(/[\w$]+|#|\(\)/g) ?? [];
  const own = /^[\w$]/.test(first) ? getExports(file, first) : [];
  const whole =
    own.length > 0 ? own : [...getExports(file, '='), ...getExports(file, 'default')].flatMap(follow(first));
  return steps.reduce((places, step) => places.flatMap(follow(step)), whole).flatMap((place) => getFunctions(place));
}

function follow(step: string): (place: Place) => readonly Place[] {
  if (step === '#') return (place) => [{ ...place, isInstance: true }];
  if (step === '()') return (place) => getResults(place);
  return (place) => (step === '' ? [place] : getMembers(place, step));
}

function getExports(file: DeclarationFile, name: string, depth = 0): readonly Place[] {
  if (depth > MAX_DEPTH) return [];
  return file.getStatements().flatMap((statement): readonly Place[] => {
    switch (statement.type) {
      case 'ExportAllDeclaration':
        return statement.exported ? [] : getExportsOf(file, statement.source, name, depth);
      case 'ExportDefaultDeclaration':
        return name === 'default' ? getTop(file, statement.declaration, depth) : [];
      case 'TSExportAssignment':
        return name === '=' ? getTop(file, statement.expression, depth) : [];
      case 'ExportNamedDeclaration':
        return [...getDeclared(file, statement, name), ...getSpecified(file, statement, name, depth)];
      default:
        return getDeclared(file, statement, name);
    }
  });
}

function getSpecified(
  file: DeclarationFile,
  { source, specifiers }: TSESTree.ExportNamedDeclaration,
  name: string,
  depth: number,
): readonly Place[] {
  return specifiers
    .filter(({ exported }) => getName(exported) === name)
    .flatMap(({ local }) =>
      source ? getExportsOf(file, source, getName(local), depth) : getNamed(file, getName(local), depth + 1),
    );
}

function getExportsOf(
  file: DeclarationFile,
  { value }: TSESTree.StringLiteral,
  name: string,
  depth: number,
): readonly Place[] {
  const next = findNext(file, value);
  return next ? getExports(next, name, depth + 1) : [];
}

/** `export default Store`, or what is declared there itself. */
function getTop(file: DeclarationFile, node: TSESTree.Node, depth: number): readonly Place[] {
  return node.type === 'Identifier' ? getNamed(file, node.name, depth + 1) : [{ file, node, isInstance: false }];
}

/** What a name stands for in a file: what it declares, or takes from another one. */
function getNamed(file: DeclarationFile, name: string, depth = 0): readonly Place[] {
  if (depth > MAX_DEPTH) return [];
  return file.getStatements().flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration') return getDeclared(file, statement, name);
    const specifier = statement.specifiers.find(({ local }) => local.name === name);
    if (!specifier || specifier.type === 'ImportNamespaceSpecifier') return [];
    const imported = specifier.type === 'ImportSpecifier' ? getName(specifier.imported) : 'default';
    return getExportsOf(file, statement.source, imported, depth);
  });
}

/** What a statement declares under a name, exported or not. */
function getDeclared(file: DeclarationFile, statement: TSESTree.ProgramStatement, name: string): readonly Place[] {
  const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  const node: TSESTree.Node | null = isExport ? statement.declaration : statement;
  const declared = node?.type === 'VariableDeclaration' ? node.declarations : [node];
  return declared.flatMap((part) => {
    const isNamed = part && 'id' in part && part.id?.type === 'Identifier' && part.id.name === name;
    return isNamed ? [{ file, node: part, isInstance: false }] : [];
  });
}

function getMembers(place: Place, name: string, depth = 0): readonly Place[] {
  const { file, node, isInstance } = place;
  if (depth > MAX_DEPTH) return [];
  const inOther = (others: readonly Place[]): readonly Place[] =>
    others.flatMap((other) => getMembers(other, name, depth + 1));
  switch (node.type) {
    case 'ClassDeclaration': {
      const own = node.body.body.filter((part) => 'key' in part && 'static' in part && part.static !== isInstance);
      const base = node.superClass?.type === 'Identifier' ? getNamed(file, node.superClass.name) : [];
      return getOwn(file, own, name) ?? inOther(base.map((other) => ({ ...other, isInstance })));
    }
    case 'TSInterfaceDeclaration': {
      const bases = node.extends.flatMap(({ expression }) =>
        expression.type === 'Identifier' ? getNamed(file, expression.name) : [],
      );
      return getOwn(file, node.body.body, name) ?? inOther(bases);
    }
    case 'TSTypeLiteral':
      return getOwn(file, node.members, name) ?? [];
    case 'TSModuleDeclaration':
      return node.body?.body.flatMap((statement) => getDeclared(file, statement, name)) ?? [];
    default:
      return inOther(getTyped(file, getType(node)));
  }
}

/** Undefined where there is none of that name: what a class or an interface extends may have it. */
function getOwn(file: DeclarationFile, parts: readonly TSESTree.Node[], name: string): readonly Place[] | undefined {
  const own = parts.filter((part) => 'key' in part && 'name' in part.key && part.key.name === name);
  return own.length > 0 ? own.map((node) => ({ file, node, isInstance: false })) : undefined;
}

function getResults(place: Place): readonly Place[] {
  return getSignatures(place).flatMap(({ file, result }) => getTyped(file, getAwaited(result?.typeAnnotation)));
}

function getAwaited(type: TSESTree.TypeNode | undefined): TSESTree.TypeNode | undefined {
  return isPromiseType(type) && type?.type === 'TSTypeReference' ? getTypeArguments(type)[0] : type;
}

/** Parsers name the field in two ways. */
function getTypeArguments(node: TSESTree.TSTypeReference): readonly TSESTree.TypeNode[] {
  const { typeArguments, typeParameters } = node as {
    typeParameters?: TSESTree.TSTypeParameterInstantiation;
  } & typeof node;
  return (typeArguments ?? typeParameters)?.params ?? [];
}

/** The type that a variable, a property or the name of a type is declared to have. */
function getType(node: TSESTree.Node): TSESTree.TypeNode | undefined {
  if (node.type === 'TSTypeAliasDeclaration') return node.typeAnnotation;
  const annotated = node.type === 'VariableDeclarator' ? node.id : node;
  const isAnnotated =
    annotated.type === 'Identifier' ||
    annotated.type === 'PropertyDefinition' ||
    annotated.type === 'TSPropertySignature';
  return isAnnotated ? annotated.typeAnnotation?.typeAnnotation : undefined;
}

/** What a value of that type is. */
function getTyped(file: DeclarationFile, type: TSESTree.TypeNode | undefined): readonly Place[] {
  switch (type?.type) {
    case 'TSTypeReference':
      if (type.typeName.type !== 'Identifier') return [];
      return getNamed(file, type.typeName.name).map((place) => ({ ...place, isInstance: true }));
    case 'TSTypeQuery':
      return type.exprName.type === 'Identifier' ? getNamed(file, type.exprName.name) : [];
    case 'TSTypeLiteral':
    case 'TSFunctionType':
      return [{ file, node: type, isInstance: true }];
    default:
      return [];
  }
}

interface Signature {
  readonly file: DeclarationFile;
  readonly node: TSESTree.Node;
  readonly parameters: readonly TSESTree.Parameter[];
  readonly result: TSESTree.TSTypeAnnotation | undefined;
}

function getFunctions(place: Place): readonly DeclaredFunction[] {
  return getSignatures(place).map(({ file, node, parameters, result }) => ({
    ...getShape(file.text, parameters, result),
    promising: isPromiseType(result?.typeAnnotation),
    deprecated: DEPRECATED.test(file.text.slice(0, node.range[0])),
  }));
}

/** At the end of what stands before a declaration. */
const DEPRECATED = /@deprecated(?:(?!\*\/)[^])*\*\/\s*(?:export\s+)?(?:declare\s+)?$/;

function getSignatures({ file, node }: Place, depth = 0): readonly Signature[] {
  const { parameters, result } = readSignature(node.type === 'MethodDefinition' ? node.value : node);
  if (parameters) return [{ file, node, parameters, result }];
  if (depth > MAX_DEPTH) return [];
  return getTyped(file, getType(node)).flatMap((place) => getSignatures(place, depth + 1));
}

/** Of methods and function types, parsers name the fields in two ways. */
function readSignature(node: TSESTree.Node): Partial<Pick<Signature, 'parameters' | 'result'>> {
  switch (node.type) {
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSEmptyBodyFunctionExpression':
      return { parameters: node.params, result: node.returnType };
    case 'TSMethodSignature':
    case 'TSFunctionType': {
      const { params, parameters = params, returnType, typeAnnotation = returnType } = node as typeof node & Foreign;
      return { parameters, result: typeAnnotation };
    }
    default:
      return {};
  }
}

interface Foreign {
  readonly parameters?: TSESTree.Parameter[];
  readonly typeAnnotation?: TSESTree.TSTypeAnnotation;
}

function getName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
