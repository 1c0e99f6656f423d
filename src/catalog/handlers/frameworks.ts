import { type HandlerFacts, LISTENERS, methods, ONE_TIME_LISTENERS, VERBS } from './define.ts';

const HOOKS = ['addHook', 'setErrorHandler', 'setNotFoundHandler', 'addContentTypeParser', 'decorateRequest'];

/** Where the frameworks of HTTP and WebSocket servers take their handlers. */
export const FRAMEWORK_HANDLERS: readonly HandlerFacts[] = [
  {
    module: 'express',
    roles: methods(['()', 'Router()', '().route()', 'Router().route()'], [...VERBS, 'use', 'param'], 'handler'),
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
  { module: '@hapi/hapi', roles: methods(['server()', 'Server#'], ['route', 'ext', 'events.on'], 'handler') },
  { module: 'hono', roles: methods(['Hono#'], [...VERBS, 'use', 'on', 'notFound', 'onError'], 'handler') },
  { module: 'restify', roles: methods(['createServer()'], [...VERBS, 'use', 'pre', ...LISTENERS], 'handler') },
  {
    module: 'socket.io',
    roles: {
      ...methods(['Server#', '#', '()', 'Server#of()', '#of()'], [...LISTENERS, 'use'], 'handler'),
      ...methods(['Server#', '#', '()', 'Server#of()', '#of()'], ONE_TIME_LISTENERS, 'deferred'),
    },
  },
  { module: 'ws', roles: methods(['WebSocketServer#', 'Server#', 'WebSocket#', '#'], LISTENERS, 'handler') },
];

/** Decorators whose methods are handlers, by the module that exports them. */
export const HANDLER_DECORATORS: Readonly<Record<string, readonly string[]>> = {
  '@nestjs/common': ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All', 'Sse'],
  '@nestjs/microservices': ['MessagePattern', 'EventPattern', 'GrpcMethod', 'GrpcStreamMethod'],
  '@nestjs/websockets': ['SubscribeMessage'],
  '@nestjs/schedule': ['Cron', 'Interval', 'Timeout'],
  '@nestjs/event-emitter': ['OnEvent'],
  '@nestjs/bullmq': ['Process', 'OnWorkerEvent'],
  '@nestjs/graphql': ['Query', 'Mutation', 'Subscription', 'ResolveField'],
};

/** Files whose exports are handlers by convention: where they stand, and which exports count. */
export const HANDLER_FILES: readonly { readonly path: RegExp; readonly exports: readonly string[] }[] = [
  {
    // Next.js route handlers
    path: /(?:^|\/)app\/(?:.+\/)?route\.[cm]?[jt]sx?$/,
    exports: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  },
  // Next.js API routes and middleware
  { path: /(?:^|\/)pages\/api\/.+\.[cm]?[jt]sx?$/, exports: ['default'] },
  { path: /(?:^|\/)middleware\.[cm]?[jt]s$/, exports: ['middleware'] },
];
