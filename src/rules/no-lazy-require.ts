import { isBuiltin } from 'node:module';
import { analyze, type FileAnalysis } from '../analysis/analyze.ts';
import type { FunctionNode, Graph } from '../analysis/contexts/contexts.ts';
import { isPutOff } from '../analysis/contexts/put-off.ts';
import { takesRequest } from '../analysis/contexts/roles.ts';
import { findOwnedCalls } from '../analysis/owned-calls.ts';
import type { CallFact, FunctionFact } from '../analysis/facts/types.ts';
import { isOwnEvent } from '../analysis/received.ts';
import { namesManifest } from '../analysis/small-files.ts';
import { getCure } from '../catalog/define.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getNode } from './report-node.ts';

type MessageId = 'lazyRequire';
type Options = [Pick<SharedOptions, 'allow' | 'allowLazyInit' | 'minSeverity'>?];

const { allow, allowLazyInit, minSeverity } = SHARED_PROPERTIES;
const PROPERTIES = { allow, allowLazyInit, minSeverity };

/** Which files count besides those that may block. */
const REQUIRES = { words: new Set([{ test: mayRequireLate }]) };

export default createRule<Options, MessageId>({
  name: 'no-lazy-require',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow `require()` while the program serves',
      preset: 'strict',
    },
    schema: [{ type: 'object', properties: PROPERTIES, additionalProperties: false }],
    messages: {
      lazyRequire: '`{{name}}()` reads, compiles and runs a module while everything else waits. {{cure}}',
    },
  },
  create(context) {
    if (!mayRequireLate(context.sourceCode.text)) return {};
    const interest = getInterest(context, 'no-lazy-require');
    return {
      'Program:exit'() {
        const analysis = analyze(context, REQUIRES, getContexts(context));
        if (!analysis) return;
        const calls = findOwnedCalls(analysis, interest);
        const showsHandlers = calls.length > 0 && knowsHandlers(analysis);
        for (const { api, call, range } of calls) {
          const isServed = leadsToHandler(analysis, analysis.facts.functions[call.function]);
          if (!isServed && showsHandlers) continue;
          const isWorthIt = (!isData(call) && isServed) || interest.isRelevant(api, 'low', call);
          if (!isWorthIt || isInMemory(analysis, call)) continue;
          const data = { name: call.text, cure: getCure(api) };
          context.report({ node: getNode(context.sourceCode, range), messageId: 'lazyRequire', data });
        }
      },
    };
  },
});

/** JSON is read and parsed, and nothing in it runs. */
function isData({ arguments: [specifier] }: CallFact): boolean {
  return specifier?.view.type === 'string' && specifier.view.value.endsWith('.json');
}

/** Whether a handler has the function run: of other async functions nobody knows that they do not start the program. */
function leadsToHandler(analysis: FileAnalysis, called: FunctionFact | undefined): boolean {
  const callers = new Set([called]);
  // A set is iterated in the order in which it grows.
  for (const fact of callers) {
    const node = fact && analysis.graph.get(fact);
    if (!node) continue;
    if (isHandler(analysis, node)) return true;
    for (const { from } of node.incoming) callers.add(from.fact);
  }
  return false;
}

/** Whether requests, messages or ticks are known to come here; the events of the program itself may be part of its start. */
function isHandler(analysis: FileAnalysis, { fact, incoming }: FunctionNode): boolean {
  if (takesRequest(fact) || fact.decorators.length > 0) return true;
  return incoming.some((edge) => edge.how === 'handler' && !isOwnEvent(analysis, edge));
}

/** Whether the project shows how it serves: then what none of its handlers leads to most likely does not. */
function knowsHandlers(analysis: FileAnalysis): boolean {
  return [...analysis.graph.values()].some((node) => isHandler(analysis, node));
}

/** Node has its own modules in memory, and those that the start of the program loads; its manifest is small. */
function isInMemory({ facts, graph, isLoaded }: FileAnalysis, call: CallFact): boolean {
  const fact = facts.functions[call.function];
  if (fact && runsAtStart(graph, fact)) return true;
  const [specifier] = call.arguments;
  if (specifier && namesManifest(facts, specifier)) return true;
  if (specifier?.view.type !== 'string') return false;
  const { value: name } = specifier.view;
  return isBuiltin(name) || isLoaded(facts.path, name);
}

/** Whether the start of the program makes the same call, as it does of plugins, or puts it off until it is over. */
function runsAtStart(graph: Graph, fact: FunctionFact): boolean {
  const node = graph.get(fact);
  if (!node) return false;
  const isWhollyPutOff = node.incoming.length > 0 && node.incoming.every((edge) => isPutOff(graph, edge));
  return node.contexts.has('startup') || isWhollyPutOff;
}

/** A `require` that is not the whole of a line at the top of a file, or one by another name. */
function mayRequireLate(text: string): boolean {
  if (text.includes('createRequire')) return true;
  return /^(?!(?:const|let|var)\b[^=()]*=\s*require\(|require\().*\brequire\s*\(/m.test(text);
}
