/**
 * Cuts a text into tokens by byte pair encoding, the naive way: merge the most frequent pair of neighbours until no pair
 * occurs twice, and look at the whole text again for each merge. A sentence takes milliseconds, a long document seconds.
 */
export function encode(text: string): string[] {
  let tokens = Array.from(text);
  for (;;) {
    const pair = mostFrequentPair(tokens);
    if (pair === undefined) return tokens;
    tokens = merge(tokens, pair);
  }
}

type Pair = readonly [left: string, right: string];

function mostFrequentPair(tokens: readonly string[]): Pair | undefined {
  const counts = new Map<string, number>();
  let most = 1;
  let found: Pair | undefined;
  for (const [index, right] of tokens.entries()) {
    const left = tokens[index - 1];
    if (left === undefined) continue;
    const key = `${left}\0${right}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > most) {
      most = count;
      found = [left, right];
    }
  }
  return found;
}

function merge(tokens: readonly string[], [left, right]: Pair): string[] {
  const merged: string[] = [];
  for (const token of tokens) {
    if (token === right && merged.at(-1) === left) merged[merged.length - 1] = left + right;
    else merged.push(token);
  }
  return merged;
}
