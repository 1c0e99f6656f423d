import { isBuiltin } from 'node:module';
import { analyze } from '../analysis/analyze.ts';
import { findOwnedCalls } from '../analysis/owned-calls.ts';
import type { CallFact } from '../analysis/facts/types.ts';
import { getCure } from '../catalog/define.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getNode } from './report-node.ts';

type MessageId = 'lazyRequire';
type Options = [Pick<SharedOptions, 'allow' | 'allowLazyInit'>?];

const { allow, allowLazyInit } = SHARED_PROPERTIES;
const PROPERTIES = { allow, allowLazyInit };

/** Which files count besides those that may block. */
const REQUIRES = new Set([{ test: mayRequireLate }]);

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
        for (const { api, call, range } of findOwnedCalls(analysis, interest)) {
          if (loadsBuiltin(call)) continue;
          const data = { name: call.text, cure: getCure(api) };
          context.report({ node: getNode(context.sourceCode, range), messageId: 'lazyRequire', data });
        }
      },
    };
  },
});

/** Node has its own modules in memory. */
function loadsBuiltin({ arguments: [specifier] }: CallFact): boolean {
  return specifier?.view.type === 'string' && isBuiltin(specifier.view.value);
}

/** A `require` that is not the whole of a line at the top of a file, or one by another name. */
function mayRequireLate(text: string): boolean {
  if (text.includes('createRequire')) return true;
  return /^(?!(?:const|let|var)\b[^=()]*=\s*require\(|require\().*\brequire\s*\(/m.test(text);
}
