/** Does the code of a function, where the program has it and not only its types, call another one? */
import type ts from 'typescript';

export function isMadeOf(checker: ts.TypeChecker, one: ts.Signature, other: ts.Signature): boolean {
  const sought = getDeclarations(checker, other);
  const calls = (node: ts.Node): boolean => {
    const declaration = isCall(node) ? checker.getResolvedSignature(node)?.declaration : undefined;
    if (declaration && sought.includes(declaration)) return true;
    return node.forEachChild((child) => calls(child) || undefined) === true;
  };
  return getDeclarations(checker, one).some(calls);
}

/** The declaration of a signature does not hold the code where there are overloads: another one does. */
function getDeclarations(checker: ts.TypeChecker, { declaration }: ts.Signature): readonly ts.Node[] {
  if (!declaration) return [];
  const { name } = declaration as ts.NamedDeclaration;
  return (name && checker.getSymbolAtLocation(name)?.declarations) ?? [declaration];
}

function isCall(node: ts.Node): node is ts.CallExpression {
  return 'expression' in node && 'arguments' in node;
}
