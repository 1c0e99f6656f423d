import type { TSESTree } from '@typescript-eslint/utils';
import { analyze } from '../analysis/analyze.ts';
import { findContradictions } from '../analysis/annotations.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import type { SharedOptions } from './options/shared-options.ts';
import { describeChain } from './suggestions/describe.ts';

type MessageId = 'misspelt' | 'both' | 'contradicted' | 'contradictedBelow' | 'correct';
type Options = [SharedOptions?];

/** What people write for `@blocking` and `@nonblocking`; between backticks it is spoken of, and nothing is said. */
const MISSPELT = /(?<!`)@(?:(non?|un|not)[-_ ]?block(?:ing|s|ed)?|block(?:s|ed|in|ing)?)(?![\w-])/gi;
const TAGS = new Set(['@blocking', '@nonblocking']);
const TAG = /(?<!`)@(?:non)?blocking\b/g;

export default createRule<Options, MessageId>({
  name: 'valid-blocking-annotations',
  meta: {
    type: 'problem',
    docs: {
      description: 'Enforce that `@blocking` and `@nonblocking` are spelt right and not contradicted',
      preset: 'recommended',
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      misspelt: '`{{found}}` is not an annotation that the rules know. Write `{{tag}}`.',
      both: 'One function cannot be both: `{{first}}` is said of it above, and that counts. Remove one of them.',
      contradicted:
        '`{{name}}` is declared `@nonblocking`, but `{{api}}` in it blocks the event loop. Give the reason behind `@nonblocking`, or remove it.',
      contradictedBelow:
        '`{{name}}` is declared `@nonblocking`, but `{{callee}}()` in it blocks the event loop: {{chain}}. Give the reason behind `@nonblocking`, or remove it.',
      correct: 'Write `{{tag}}`.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    if (!/block/i.test(sourceCode.text)) return {};
    return {
      Program() {
        const toLoc = ([start, end]: Range) => ({
          start: sourceCode.getLocFromIndex(start),
          end: sourceCode.getLocFromIndex(end),
        });
        for (const comment of sourceCode.getAllComments().filter(isDocumentation)) {
          for (const { found, tag, range } of findMisspelt(comment)) {
            context.report({
              loc: toLoc(range),
              messageId: 'misspelt',
              data: { found, tag },
              suggest: [{ messageId: 'correct', data: { tag }, fix: (fixer) => fixer.replaceTextRange(range, tag) }],
            });
          }
          const opposite = findOpposite(comment);
          if (opposite) {
            context.report({ loc: toLoc(opposite.range), messageId: 'both', data: { first: opposite.first } });
          }
        }
      },
      'Program:exit'() {
        const interest = getInterest(context);
        const analysis = analyze(context, interest, getContexts(context));
        for (const { fact, by } of analysis ? findContradictions(analysis, interest) : []) {
          const loc = { line: fact.line, column: 0 };
          const { name } = fact;
          if ('links' in by) {
            const data = { name, callee: by.call.text, chain: describeChain(by, context.cwd) };
            context.report({ loc, messageId: 'contradictedBelow', data });
          } else {
            context.report({ loc, messageId: 'contradicted', data: { name, api: by.name } });
          }
        }
      },
    };
  },
});

type Range = [start: number, end: number];

interface Misspelt {
  readonly found: string;
  readonly tag: string;
  readonly range: Range;
}

function findMisspelt({ value, range }: TSESTree.Comment): Misspelt[] {
  return [...value.matchAll(MISSPELT)].flatMap(({ 0: found, 1: negation, index }): Misspelt[] => {
    if (TAGS.has(found)) return [];
    const tag = negation === undefined ? '@blocking' : '@nonblocking';
    return [{ found, tag, range: toRange(range, index, found) }];
  });
}

/** The tag that says the opposite of the first. */
function findOpposite({ value, range }: TSESTree.Comment): { first: string; range: Range } | undefined {
  const [first, ...others] = [...value.matchAll(TAG)];
  const opposite = others.find(([tag]) => tag !== first?.[0]);
  return first && opposite && { first: first[0], range: toRange(range, opposite.index, opposite[0]) };
}

function toRange([start]: TSESTree.Comment['range'], index: number, { length }: string): Range {
  const from = start + '/*'.length + index;
  return [from, from + length];
}

function isDocumentation({ type, value }: TSESTree.Comment): boolean {
  return type === 'Block' && value.startsWith('*');
}
