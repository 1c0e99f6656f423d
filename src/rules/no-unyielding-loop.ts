import { analyze } from '../analysis/analyze.ts';
import { mayStarve } from '../analysis/project/possible-waits.ts';
import { findStarving } from '../analysis/waiting/unyielding-loops.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import { getNode } from './report-node.ts';

type MessageId = 'endless' | 'settled' | 'again';

export default createRule<[], MessageId>({
  name: 'no-unyielding-loop',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow loops and functions that go on without letting timers and I/O have their turn',
      preset: 'recommended',
    },
    schema: [],
    messages: {
      endless:
        'This loop has no end and awaits nothing: no timer and no I/O ever has its turn. Await `setImmediate` of `timers/promises` in each round, or run the loop in a worker thread.',
      settled:
        'This loop awaits only what is settled already, which lets no timer and no I/O have its turn. Await `setImmediate` of `timers/promises` instead.',
      again:
        '`{{name}}` schedules itself by `{{by}}`, before any timer and any I/O has its turn. Use `setImmediate` instead.',
    },
  },
  create(context) {
    if (!mayStarve(context.sourceCode.text)) return {};
    return {
      'Program:exit'() {
        const analysis = analyze(context, getInterest(context), getContexts(context));
        if (!analysis) return;
        const { facts, graph, resolveIn } = analysis;
        for (const { how, range, by, function: fact } of findStarving(facts, resolveIn)) {
          // A worker has a loop of its own.
          if (!graph.has(fact)) continue;
          context.report({ node: getNode(context.sourceCode, range), messageId: how, data: { name: fact.name, by } });
        }
      },
    };
  },
});
