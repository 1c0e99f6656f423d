import { analyze } from '../analysis/analyze.ts';
import { mayPoll } from '../analysis/project/possible-waits.ts';
import { findPollingLoops } from '../analysis/waiting/polling-loops.ts';
import { createRule } from './create-rule.ts';
import { getContexts } from './options/resolve-options.ts';
import { getNode } from './report-node.ts';

type MessageId = 'polls';

/** Which files count besides those that may block. */
const POLLS = { words: new Set([{ test: mayPoll }]) };

export default createRule<[], MessageId>({
  name: 'no-polling-loop',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow loops that sleep until a value has changed',
      preset: 'strict',
    },
    schema: [],
    messages: {
      polls:
        'This loop wakes up again and again to ask for `{{text}}`, and goes on late once it has changed. Await the event instead, such as by `events.once` or a promise.',
    },
  },
  create(context) {
    if (!mayPoll(context.sourceCode.text)) return {};
    return {
      'Program:exit'() {
        const analysis = analyze(context, POLLS, getContexts(context));
        if (!analysis) return;
        for (const { loop, text } of findPollingLoops(analysis)) {
          context.report({ node: getNode(context.sourceCode, loop.range), messageId: 'polls', data: { text } });
        }
      },
    };
  },
});
