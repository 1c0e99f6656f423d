/** What does a text add to requests and the like, and what may it read there? A search, before anything is parsed. */

export interface RequestSearch {
  /** The names under which it adds something: `req.store = store`, `app.locals.store = store`. */
  getAdded(): readonly string[];
  /** Whether it may read that of what a handler is given. */
  mayAsk(name: string): boolean;
}

export function createRequestSearch(text: string): RequestSearch {
  let added: readonly string[] | undefined;
  let asks: boolean | undefined;
  return {
    getAdded: () => (added ??= [...text.matchAll(ADDED)].map(([, name, decorated]) => name ?? decorated ?? '')),
    mayAsk: (name) => (asks ??= ASKS.test(text)) && text.includes(name),
  };
}

/** What a call returns is data. */
const ADDED =
  /(?:\b(?:(?:req|request|ctx|app|server|fastify)(?:\.(?:context|locals|state))?|res(?:ponse)?\.locals)\.([\w$]+)\s*=\s*(?!(?:true|false|null|undefined)\b)(?:new\s+[\w$.]+\s*\(|(?:this\.)?[\w$]+\s*(?:[;,)]|$))|(?:\.decorate(?:Request|Reply)?|\b(?:app|c|context|ctx|server)\.set)\(\s*['"]([\w$]+)['"]\s*,\s*(?!['"\d]|(?:true|false|null|undefined)\b))/gm;
const ASKS = /\b(?:req|request|res|response|ctx|fastify)\b|\bc\.(?:get\(|var\b)/;
