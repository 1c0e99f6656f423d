/** By which names does the awaitable form of a function go? */

/** `load` → `loadAsync`, `aload`; `readSync` → `readAsync`, `read`. */
export function getSiblingNames(name: string): readonly string[] {
  if (/.Async$/.test(name)) return [];
  const [, base] = /^(.+)Sync$/.exec(name) ?? [];
  if (base !== undefined) return [`${base}Async`, base];
  return /^[a-z]/.test(name) ? [`${name}Async`, `a${name}`] : [`${name}Async`];
}

/** Finds the texts that may define a function beside its sibling. */
export const MAY_DEFINE_SIBLINGS = {
  test(text: string): boolean {
    if (/[\w$](?:Async|Sync)\b/.test(text)) return true;
    const names = new Set([...text.matchAll(/\b([a-z][\w$]*)\s*(?:<[^()]*>)?\(/g)].map(([, name = '']) => name));
    return [...names].some((name) => names.has(`a${name}`));
  },
};

/** Whether a parameter of this name is called when the work is done. */
export function isCallback(name = ''): boolean {
  return /^(?:cb|callback|done|next)$/i.test(name);
}
