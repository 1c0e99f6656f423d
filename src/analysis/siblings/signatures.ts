/** Could this signature take the arguments of that call? */
import type ts from 'typescript';

/** Whether a signature takes what the call gives to the signature it resolves to, and needs nothing more. */
export function takesCall(
  checker: ts.TypeChecker,
  call: ts.CallExpression,
  called: ts.Signature,
  signature: ts.Signature,
): boolean {
  const given = countArguments(call, called);
  const { parameters } = signature;
  if (countRequired(checker, signature) > given || (given > parameters.length && !isVariadic(signature))) return false;
  if (signature.typeParameters) return true;
  return parameters.every(
    (parameter, index) => isRest(parameter) || takesArgument(checker, call, called, signature, index),
  );
}

/** Whether a signature takes what the call gives, and then a callback. */
export function takesCallback(
  checker: ts.TypeChecker,
  call: ts.CallExpression,
  called: ts.Signature,
  signature: ts.Signature,
): boolean {
  const given = countArguments(call, called);
  const callback = signature.parameters[given];
  if (!callback || signature.parameters.length !== given + 1) return false;
  if (isThenable(checker, checker.getReturnTypeOfSignature(signature))) return false;
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(callback, call));
  const [taken] = type.getCallSignatures();
  if (!taken || taken.parameters.length === 0) return false;
  return signature.parameters
    .slice(0, given)
    .every((_, index) => takesArgument(checker, call, called, signature, index));
}

/** A spread counts as what the signature that is called requires. */
function countArguments({ arguments: given }: ts.CallExpression, called: ts.Signature): number {
  const hasSpread = given.some((argument) => argument.getText().startsWith('...'));
  return hasSpread ? called.parameters.length : given.length;
}

function takesArgument(
  checker: ts.TypeChecker,
  call: ts.CallExpression,
  called: ts.Signature,
  signature: ts.Signature,
  index: number,
): boolean {
  const argument = call.arguments[index];
  const parameter = signature.parameters[index];
  if (!argument || !parameter) return true;
  const expected = checker.getTypeOfSymbolAtLocation(parameter, call);
  const own = called.parameters[index];
  return (
    isAssignable(checker, checker.getTypeAtLocation(argument), expected) ||
    (own !== undefined && isAssignable(checker, checker.getTypeOfSymbolAtLocation(own, call), expected))
  );
}

function countRequired(checker: ts.TypeChecker, { parameters }: ts.Signature): number {
  return parameters.findLastIndex((parameter) => !isOptional(checker, parameter)) + 1;
}

function isOptional(checker: ts.TypeChecker, { valueDeclaration }: ts.Symbol): boolean {
  if (!valueDeclaration || !('parent' in valueDeclaration)) return false;
  const parameter = valueDeclaration as ts.ParameterDeclaration;
  return parameter.dotDotDotToken !== undefined || checker.isOptionalParameter(parameter);
}

function isVariadic({ parameters }: ts.Signature): boolean {
  const last = parameters.at(-1);
  return last !== undefined && isRest(last);
}

function isRest({ valueDeclaration }: ts.Symbol): boolean {
  return (valueDeclaration as ts.ParameterDeclaration | undefined)?.dotDotDotToken !== undefined;
}

/** TypeScript's own tags leave out a comment on the line of the member before. */
export function isDeprecated(declaration: ts.Node): boolean {
  const { text } = declaration.getSourceFile();
  return text.slice(declaration.pos, declaration.getStart()).includes('@deprecated');
}

export function isThenable(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.getPropertyOfType(type, 'then') !== undefined;
}

export function getAwaited(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return checker.getAwaitedType(type) ?? type;
}

/** Whether two results are the same to who uses them: one may be wider, and neither need tell of null or undefined. */
export function typesAgree(checker: ts.TypeChecker, one: ts.Type, other: ts.Type): boolean {
  if (isVoid(checker, one)) return true;
  if (isVoid(checker, other)) return false;
  const [a, b] = [checker.getNonNullableType(one), checker.getNonNullableType(other)];
  return isAssignable(checker, a, b) || isAssignable(checker, b, a);
}

function isVoid(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.typeToString(type) === 'void';
}

/** Types before TypeScript 5.4 cannot be compared, and count as fitting. */
function isAssignable(checker: ts.TypeChecker, source: ts.Type, target: ts.Type): boolean {
  return !('isTypeAssignableTo' in checker) || checker.isTypeAssignableTo(source, target);
}
