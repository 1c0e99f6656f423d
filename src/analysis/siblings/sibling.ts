/** A function that does the same as another one, and does it without keeping the event loop. */
export interface Sibling {
  readonly name: string;
  /** `promise`: it takes the same arguments, and can be awaited; `callback`: it takes a callback after them. */
  readonly form: 'promise' | 'callback';
}

/** The best of the siblings that were found: one that can be awaited, else one that takes a callback. */
export function getBest(siblings: readonly Sibling[]): Sibling | undefined {
  return siblings.find(({ form }) => form === 'promise') ?? siblings[0];
}
