import { type AwaitingFramework, type HandlerFacts, LISTENERS, methods, ONE_TIME_LISTENERS, VERBS } from './define.ts';

const HOOKS = ['addHook', 'setErrorHandler', 'setNotFoundHandler', 'addContentTypeParser', 'decorateRequest'];

/** Where the frameworks of HTTP and WebSocket servers take their handlers. */
export const FRAMEWORK_HANDLERS: readonly HandlerFacts[] = [
  {
    module: 'express',
    roles: {
      ...methods(['()', 'Router()', '().route()', 'Router().route()'], [...VERBS, 'use', 'param'], 'handler'),
      ...methods(['', '()'], ['engine', 'static'], 'handler'),
    },
  },
  { module: 'router', roles: methods(['()', '#', '().route()', '#route()'], [...VERBS, 'use', 'param'], 'handler') },
  { module: 'connect', roles: methods(['()'], ['use'], 'handler') },
  { module: 'koa', roles: methods(['#'], ['use', ...LISTENERS], 'handler') },
  ...['koa-router', '@koa/router'].map((module) => ({
    module,
    roles: methods(['#', '()', 'Router#'], [...VERBS, 'use', 'param'], 'handler'),
  })),
  {
    module: 'fastify',
    roles: {
      ...methods(['()', 'fastify()'], [...VERBS, 'route', ...HOOKS], 'handler'),
      ...methods(['()', 'fastify()'], ['register', 'after', 'ready'], 'startup'),
    },
  },
  // It wraps plugins, and nothing else.
  { module: 'fastify-plugin', roles: methods([''], ['', 'default', 'fastifyPlugin'], 'startup') },
  { module: '@hapi/hapi', roles: methods(['server()', 'Server#'], ['route', 'ext', 'events.on'], 'handler') },
  {
    module: 'hono',
    roles: methods(
      ['Hono#', 'Hono#route()', 'Hono#basePath()'],
      [...VERBS, 'use', 'on', 'notFound', 'onError'],
      'handler',
    ),
  },
  { module: 'restify', roles: methods(['createServer()'], [...VERBS, 'use', 'pre', ...LISTENERS], 'handler') },
  {
    module: 'socket.io',
    roles: {
      ...methods(['Server#', '#', '()', 'Server#of()', '#of()'], [...LISTENERS, 'use'], 'handler'),
      ...methods(['Server#', '#', '()', 'Server#of()', '#of()'], ONE_TIME_LISTENERS, 'deferred'),
    },
  },
  { module: 'ws', roles: methods(['WebSocketServer#', 'Server#', 'WebSocket#', '#'], LISTENERS, 'handler') },
  ...['h3', '#imports', 'nitro', 'nitro/h3', 'global'].map((module): HandlerFacts => ({
    module,
    roles: methods(
      [''],
      ['cachedEventHandler', 'defineCachedEventHandler', 'defineEventHandler', 'eventHandler'],
      'handler',
    ),
  })),
  ...['', '/v1', '/v2', '/https', '/v2/https'].map((path): HandlerFacts => ({
    module: `firebase-functions${path}`,
    roles: methods(['', 'https'], ['onCall', 'onRequest'], 'handler'),
  })),
  { module: '@google-cloud/functions-framework', roles: methods([''], ['cloudEvent', 'http'], 'handler') },
  {
    module: '@azure/functions',
    roles: methods(['app'], ['http', 'serviceBusQueue', 'storageQueue', 'timer'], 'handler'),
  },
  { module: 'global', roles: { 'Bun.serve': 'handler', 'Deno.serve': 'handler' } },
  { module: 'bun', roles: { serve: 'handler' } },
  { module: 'meteor/meteor', roles: { 'Meteor.methods': 'handler', 'Meteor.publish': 'handler' } },
  { module: 'polka', roles: methods(['()'], [...VERBS, 'use'], 'handler') },
];

/** Frameworks that wait for the promise of a handler, and treat its rejection like an error that is thrown. */
export const AWAITING_FRAMEWORKS: ReadonlyMap<string, AwaitingFramework> = new Map(
  Object.entries({
    express: { since: 5, methods: [...VERBS, 'use'], next: true },
    router: { since: 2, methods: [...VERBS, 'use'], next: true },
    koa: { since: 2, methods: ['use'] },
    'koa-router': { since: 7, methods: [...VERBS, 'use'] },
    '@koa/router': { since: 8, methods: [...VERBS, 'use'] },
    hono: { since: 1, methods: [...VERBS, 'use', 'notFound', 'onError'] },
  }),
);
