/** Which functions resolve the fields of a GraphQL schema? Told by the shape of the objects that hold them. */
import type { FileFacts, FunctionFact, ObjectFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';

const ROOT_TYPES = ['Query', 'Mutation', 'Subscription'];
const FIELD_FUNCTIONS = ['resolve', 'subscribe'];

export function findResolvers(file: FileFacts, resolve: Resolve): FunctionFact[] {
  return file.objects.flatMap((fact) => {
    if (ROOT_TYPES.some((name) => fact.members.has(name))) {
      return [...fact.members.values()].flatMap((type) => findFields(file, type, resolve));
    }
    return fact.members.has('type') ? findOwn(file, fact, resolve) : [];
  });
}

/** `{ page: (parent, args) => …, added: { subscribe: … } }` */
function findFields(file: FileFacts, type: Value, resolve: Resolve): FunctionFact[] {
  return findObjects(resolve(file, type)).flatMap((fields) =>
    [...fields.fact.members.values()].flatMap((field) => {
      const targets = resolve(fields.file, field);
      const nested = findObjects(targets).flatMap((object) => findOwn(object.file, object.fact, resolve));
      return [...targets.flatMap(getFunction), ...nested];
    }),
  );
}

/** `{ type: GraphQLString, resolve: (parent, args) => … }` */
function findOwn(file: FileFacts, { members }: ObjectFact, resolve: Resolve): FunctionFact[] {
  return FIELD_FUNCTIONS.flatMap((name) => members.get(name) ?? []).flatMap((value) =>
    resolve(file, value).flatMap(getFunction),
  );
}

function findObjects(targets: readonly Target[]): { file: FileFacts; fact: ObjectFact }[] {
  return targets.flatMap((target) => {
    const fact = target.kind === 'object' ? target.file.objects[target.id] : undefined;
    return fact && target.kind === 'object' ? [{ file: target.file, fact }] : [];
  });
}

function getFunction(target: Target): FunctionFact[] {
  const fact = target.kind === 'function' ? target.file.functions[target.id] : undefined;
  return fact ? [fact] : [];
}
