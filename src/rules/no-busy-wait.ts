import { analyze } from '../analysis/analyze.ts';
import { mayWait } from '../analysis/project/possible-waits.ts';
import { findBusyWaits } from '../analysis/waiting/busy-waits.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import { getNode } from './report-node.ts';

type MessageId = 'clock' | 'look' | 'flag';

export default createRule<[], MessageId>({
  name: 'no-busy-wait',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow loops that do nothing but wait, for the time or for a value that nothing in them changes',
      preset: 'recommended',
    },
    schema: [],
    messages: {
      clock:
        'This loop spins on `{{text}}` and blocks the event loop until the time has passed. Await `setTimeout` of `timers/promises` instead.',
      look: 'This loop spins on `{{text}}` and blocks the event loop until something else changes. Await the event instead.',
      flag: 'This loop spins on `{{text}}`, which nothing can change while it blocks the event loop. Await the event instead.',
    },
  },
  create(context) {
    if (!mayWait(context.sourceCode.text)) return {};
    return {
      'Program:exit'() {
        const analysis = analyze(context, getInterest(context), getContexts(context));
        if (!analysis) return;
        const { facts, graph, resolveIn } = analysis;
        for (const { loop, on, text } of findBusyWaits(facts, resolveIn)) {
          const fact = facts.functions[loop.function];
          // A worker's own thread may wait as it likes.
          if (!fact || !graph.has(fact) || loop.offLoop) continue;
          context.report({ node: getNode(context.sourceCode, loop.range), messageId: on, data: { text } });
        }
      },
    };
  },
});
