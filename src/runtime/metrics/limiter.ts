export const OTHER = 'other';

/**
 * Keeps an attribute's cardinality down: the first `most` values pass, all later ones become `other`. Lives as long as
 * the process, so that a series never changes its meaning.
 */
export function createLimiter(most = 8): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.size < most) known.add(value);
    return known.has(value) ? value : OTHER;
  };
}
