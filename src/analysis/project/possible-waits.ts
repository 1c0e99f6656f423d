/** Could this text hold a loop that waits, or one that never lets others run? A search, before anything is parsed. */

const LOOP = /\b(?:while|for)\s*\(|\bdo\s*\{/g;

/** Loops of more text, or with more calls, do something. */
const LONGEST = 600;
const MOST_CALLS = 8;

/** Whether a loop without `await` makes so few calls that they may all be for waiting. */
export function mayWait(text: string): boolean {
  return hasLoop(text, (loop) => !/\b(?:await|yield)\b/.test(loop) && !WORKS.test(loop));
}

/** What fills and empties lists, and cuts texts, gets on. */
const WORKS =
  /\.(?:add|append|concat|exec|filter|indexOf|join|lastIndexOf|map|pop|push|replace|replaceAll|shift|slice|splice|split|substr|substring|trim|unshift)\(/;

/** Whether a loop that awaits makes so few calls that they may all be for waiting. */
export function mayPoll(text: string): boolean {
  return text.includes('await') && hasLoop(text, (loop) => loop.includes('await'));
}

/** Whether a loop has no end, or awaits what needs no time, or a function may schedule itself before all timers and I/O. */
export function mayStarve(text: string): boolean {
  if (/\b(?:nextTick|queueMicrotask)\b|\bPromise\s*\.\s*resolve\(\)\s*\.\s*then\b/.test(text)) return true;
  if (!/\b(?:async|await)\b/.test(text)) return false;
  return ENDLESS.test(text) || hasLoop(text, (loop) => SETTLED.test(loop));
}

const ENDLESS = /\bwhile\s*\(\s*(?:true|1|!0|[A-Z_]+)\s*\)|\bfor\s*\([^;]*;\s*(?:true|1)?\s*;/;
const SETTLED =
  /\bawait\s*(?:null|undefined|void\b|true|false|[\d'"`!{[]|Promise\s*\.\s*(?:resolve|all)|new\s+Promise|\w+\(\s*\)\s*;)/;

function hasLoop(text: string, isWanted: (loop: string) => boolean): boolean {
  const ends = new Set<number>();
  for (const { index, 0: start } of text.matchAll(LOOP)) {
    if (ends.has(index)) continue;
    const begin = index + start.length;
    const loop = start.startsWith('do') ? getDoLoop(text, begin, ends) : getLoop(text, start, begin);
    if (loop !== undefined && countCalls(loop) <= MOST_CALLS && isWanted(loop)) return true;
  }
  return false;
}

/**
 * The text of a `do` loop from behind its bracket, with its test.
 *
 * @param ends collects where a `while` stands that begins no loop
 */
function getDoLoop(text: string, start: number, ends: Set<number>): string | undefined {
  const end = findEnd(text, start, '{', '}');
  if (end === undefined) return undefined;
  const keyword = end + 1 + text.slice(end + 1, end + 1 + LONGEST).search(/\S/);
  const [head] = /^while\s*\(/.exec(text.slice(keyword, keyword + LONGEST)) ?? [];
  if (head === undefined) return undefined;
  ends.add(keyword);
  return text.slice(start, findEnd(text, keyword + head.length, '(', ')'));
}

/** The text of a loop from behind its first bracket; undefined where it is too long, counts, or goes through elements. */
function getLoop(text: string, keyword: string, start: number): string | undefined {
  const end = findEnd(text, start, '(', ')');
  if (end === undefined) return undefined;
  if (keyword.startsWith('for') && !mayGoOn(text.slice(start, end))) return undefined;
  const body = text.slice(end + 1, end + 1 + LONGEST).search(/\S/) + end + 1;
  if (text[body] !== '{') return text.slice(start, text.indexOf(';', body) + 1 || undefined);
  const bodyEnd = findEnd(text, body + 1, '{', '}');
  return bodyEnd === undefined ? undefined : text.slice(start, bodyEnd);
}

/** Whether the head of a `for` is none of `(const x of xs)` and `(let i = 0; i < n; i++)`. */
function mayGoOn(head: string): boolean {
  if (!head.includes(';')) return false;
  const [, test = '', update = ''] = head.split(';');
  const [, counter] = /^\s*(?:\+\+|--)?\s*(\w+)\s*(?:\+\+|--|[+-]=\s*[\w.]+)?\s*$/.exec(update) ?? [];
  const isCounting = counter !== undefined && new RegExp(String.raw`\b${counter}\b`).test(test);
  return !isCounting || /&&|\|\|/.test(test);
}

/** Where the bracket that is open at `start` is closed; brackets in strings count, which is rare enough. */
function findEnd(text: string, start: number, open: string, close: string): number | undefined {
  let depth = 1;
  for (let i = start; i < text.length && i < start + LONGEST; i++) {
    if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i;
  }
  return undefined;
}

function countCalls(text: string): number {
  return text.match(/[\w$)\]]\s*\(/g)?.length ?? 0;
}
