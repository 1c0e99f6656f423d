/** What does a text add to requests, and what may it read there? A search, before anything is parsed. */

export interface RequestSearch {
  /** The names under which it adds something to requests: `req.store = store`. */
  getAdded(): readonly string[];
  /** Whether it may read that of a request. */
  mayAsk(name: string): boolean;
}

export function createRequestSearch(text: string): RequestSearch {
  let added: readonly string[] | undefined;
  let asks: boolean | undefined;
  return {
    getAdded: () => (added ??= [...text.matchAll(ADDED)].map(([, name = '']) => name)),
    mayAsk: (name) => (asks ??= ASKS.test(text)) && text.includes(name),
  };
}

/** What a call returns is data. */
const ADDED =
  /\breq(?:uest)?\.([\w$]+)\s*=\s*(?!(?:true|false|null|undefined)\b)(?:new\s+[\w$.]+\s*\(|(?:this\.)?[\w$]+\s*(?:[;,)]|$))/gm;
const ASKS = /\breq(?:uest)?\b/;
