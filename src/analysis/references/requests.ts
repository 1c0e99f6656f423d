/** Which parameter is a request? What one handler adds to it, `req.store = store`, those after it find there. */
import type { FileFacts, FunctionFact, Value } from '../facts/types.ts';
import type { Located } from './members.ts';

/** Stands for any request, as which handler comes before which is known at run time only: an object with nothing yet. */
export const REQUEST: Located = {
  value: { kind: 'object', id: 0 },
  file: {
    path: '(request)',
    functions: [],
    calls: [],
    classes: [],
    objects: [{ id: 0, members: new Map(), spreads: [] }],
    interfaces: [],
    loops: [],
    typed: [],
    assignments: [],
    variables: [],
    exports: { named: new Map(), stars: [] },
    topLevel: new Map(),
    importsNode: false,
    forPages: false,
    workerEntry: false,
  },
};

/** The position of the request among a function's parameters, by their usual names: before a response, maybe behind an error. */
export function findRequest({ parameters }: FunctionFact): number | undefined {
  const at = /^_?e(?:rr(?:or)?)?$/.test(parameters[0] ?? '') ? 1 : 0;
  const [first = '', second = ''] = parameters.slice(at);
  return /^_?(?:req|request)$/.test(first) && /^_?(?:res|response|reply)$/.test(second) ? at : undefined;
}

/** Whether a file adds something to a request: where none does, requests are what they always are. */
export function addsToRequests(file: FileFacts): boolean {
  return file.assignments.some(({ target }) => isRequest(file, target));
}

function isRequest(file: FileFacts, target: Value): boolean {
  const value = target.kind === 'variable' ? file.variables[target.id] : target;
  // With a type, it may be what that says, too.
  const parts = value?.kind === 'union' ? value.of : value ? [value] : [];
  return parts.some((part) => {
    const fact = part.kind === 'parameter' ? file.functions[part.function] : undefined;
    return fact !== undefined && part.kind === 'parameter' && findRequest(fact) === part.index;
  });
}
