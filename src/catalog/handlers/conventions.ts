/** Handlers that nothing registers in plain sight: by a decorator, by the type they implement, by where they stand. */

const VERBS = ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All'];

/** Decorators of the methods that servers, brokers and schedulers call, by the module that exports them. */
export const HANDLER_DECORATORS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '@nestjs/common': [...VERBS, 'Sse', 'Search'],
    '@nestjs/microservices': ['MessagePattern', 'EventPattern', 'GrpcMethod', 'GrpcStreamMethod', 'GrpcStreamCall'],
    '@nestjs/websockets': ['SubscribeMessage'],
    '@nestjs/schedule': ['Cron', 'Interval', 'Timeout'],
    '@nestjs/event-emitter': ['OnEvent'],
    '@nestjs/bull': ['Process', 'OnQueueCompleted', 'OnQueueFailed', 'OnQueueError', 'OnQueueActive'],
    '@nestjs/bullmq': ['OnWorkerEvent', 'OnQueueEvent'],
    '@nestjs/graphql': ['Query', 'Mutation', 'Subscription', 'ResolveField'],
    'routing-controllers': VERBS,
    '@foal/core': VERBS,
    '@midwayjs/core': VERBS,
    '@overnightjs/core': VERBS,
    '@tsed/schema': VERBS,
    tsoa: VERBS,
    '@loopback/rest': ['get', 'post', 'put', 'patch', 'del', 'operation'],
    'inversify-express-utils': VERBS.map((verb) => `http${verb}`),
    'type-graphql': ['Query', 'Mutation', 'Subscription', 'FieldResolver'],
  }),
);

const WRITES = ['_write', '_writev', '_final'];

/** Members that are called for each request, message or chunk, by the class or interface that asks for them. */
export const HANDLER_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['@nestjs/common:CanActivate', ['canActivate']],
  ['@nestjs/common:ExceptionFilter', ['catch']],
  ['@nestjs/common:NestInterceptor', ['intercept']],
  ['@nestjs/common:NestMiddleware', ['use']],
  ['@nestjs/common:PipeTransform', ['transform']],
  ['@nestjs/websockets:OnGatewayConnection', ['handleConnection']],
  ['@nestjs/websockets:OnGatewayDisconnect', ['handleDisconnect']],
  ['@nestjs/bullmq:WorkerHost', ['process']],
  ['@nestjs/cqrs:ICommandHandler', ['execute']],
  ['@nestjs/cqrs:IEventHandler', ['handle']],
  ['@nestjs/cqrs:IQueryHandler', ['execute']],
  ['@nestjs/passport:PassportStrategy()', ['validate']],
  ['class-validator:ValidatorConstraintInterface', ['validate']],
  ['express-session:Store', ['all', 'clear', 'destroy', 'get', 'length', 'set', 'touch']],
  ['node:stream:Duplex', ['_read', ...WRITES]],
  ['node:stream:Readable', ['_read']],
  ['node:stream:Transform', ['_transform', '_flush']],
  ['node:stream:Writable', WRITES],
  ['routing-controllers:ExpressMiddlewareInterface', ['use']],
  ['type-graphql:MiddlewareInterface', ['use']],
  ['winston-transport:', ['log']],
]);

/** Members that a command-line tool calls once, by the class that asks for them. */
export const START_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['@oclif/core:Command', ['run']],
  ['nest-commander:CommandRunner', ['run']],
]);

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Files whose exports are handlers by convention: where they stand, and which exports count. */
export const HANDLER_FILES: readonly { readonly path: RegExp; readonly exports: readonly string[] }[] = [
  {
    // Next.js route handlers
    path: /(?:^|\/)app\/(?:.+\/)?route\.[cm]?[jt]sx?$/,
    exports: METHODS,
  },
  // Next.js API routes, pages, middleware
  { path: /(?:^|\/)pages\/api\/.+\.[cm]?[jt]sx?$/, exports: ['default'] },
  { path: /(?:^|\/)pages\/.+\.[cm]?[jt]sx?$/, exports: ['getServerSideProps'] },
  { path: /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]s$/, exports: ['middleware', 'proxy'] },
  // SvelteKit
  { path: /(?:^|\/)\+server\.[jt]s$/, exports: [...METHODS, 'fallback'] },
  { path: /(?:^|\/)\+(?:layout|page)\.server\.[jt]s$/, exports: ['load'] },
  { path: /(?:^|\/)src\/hooks\.server\.[jt]s$/, exports: ['handle', 'handleError', 'handleFetch'] },
  // Remix and React Router
  { path: /(?:^|\/)app\/(?:root|routes\/.+)\.[jt]sx?$/, exports: ['action', 'loader'] },
  // Astro
  { path: /(?:^|\/)src\/pages\/.+\.[jt]s$/, exports: [...METHODS, 'ALL'] },
];
