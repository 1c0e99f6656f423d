/**
 * Packages whose asynchronous forms do the same work on the same thread: they exist for callbacks that return a
 * promise, not to get off the event loop. Whoever calls the synchronous form there has nothing to gain from its sibling.
 */
const SAME_WORK: ReadonlySet<string> = new Set([
  // Validators: the asynchronous form awaits checks that are asynchronous themselves.
  ...['@hapi/joi', 'class-validator', 'joi', 'superstruct', 'valibot', 'yup', 'zod'],
  // Emitters: the asynchronous form awaits what the listeners return.
  ...['@nestjs/event-emitter', 'eventemitter2'],
  // Tokens: the asynchronous form signs on the same thread, a tick later.
  ...['@nestjs/jwt', 'jsonwebtoken'],
  // Command lines, parsed once.
  ...['commander', 'yargs'],
  // Pipelines of plugins.
  ...['@mdx-js/mdx', 'marked', 'postcss', 'unified'],
]);

/** Whether the asynchronous forms of a package's functions are no way off the event loop. */
export function doesSameWork(module: string): boolean {
  const name = module.split('/', module.startsWith('@') ? 2 : 1).join('/');
  return SAME_WORK.has(name);
}
