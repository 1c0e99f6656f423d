/** By which names code speaks of what handlers share: requests, responses, contexts and applications. */

/** What all of them have: `req.app`, `res.locals`, `ctx.state`, `c.var`. */
export const SHARED_PARTS: readonly string[] = ['app', 'context', 'locals', 'server', 'state', 'var'];

export const REQUEST_NAMES = /^_?(?:req|request)$/;
/** Hapi calls what makes one `h`. */
export const RESPONSE_NAMES = /^_?(?:h|res|response|reply)$/;

/** The first parameter of a handler that is given a context, and of a plugin that is given the application. */
export const CONTEXT_NAMES = /^(?:ctx|fastify)$/;

/** What a plugin calls the application that registers it. */
export const APPLICATION_NAMES = /^_?(?:app|application|fastify|instance|server)$/;

/** Hono's, which is told by what may stand behind it. */
export const SHORT_CONTEXT = { name: /^c$/, next: /^_?next$/ };

/** Calls that add their second argument under the name that the first one is: `app.set('store', store)`. */
export const ADDING_CALLS = /(?:\.decorate(?:Request|Reply)?|(?:^|\.)(?:app|c|context|ctx|server)\.set)$/;

/** The method that gives what was added by `set`. */
export const READS_ADDED = 'get';
