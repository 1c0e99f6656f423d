import type { testRule } from '../rule-tester.ts';

/** [what, before, after]; without `after` there is no suggestion. */
export type Case = readonly [name: string, code: string, output?: string | undefined, filename?: string];

export function toCases(
  cases: readonly Case[],
  messageId: string,
  suggestionId: string,
): Parameters<typeof testRule>[2] {
  const invalid = cases.map(([name, code, output, filename = 'file.js']) => {
    const error = {
      messageId,
      ...(output !== undefined && { suggestions: [{ messageId: suggestionId, output }] }),
    };
    // Each call of a helper is a report of its own, and they all offer the same.
    const calls = messageId === 'blockingChain' ? (code.match(/async.*(?:load|parse)\('/g) ?? [0]).length : 1;
    return { name, code, filename, errors: Array.from({ length: calls }, () => error) };
  });
  return { valid: [], invalid };
}
