/** Handlers that nothing registers in plain sight: by a decorator, by the type they implement, by where they stand. */

/** Decorators whose methods are handlers, by the module that exports them. */
export const HANDLER_DECORATORS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '@nestjs/common': ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All', 'Sse', 'Search'],
    '@nestjs/microservices': ['MessagePattern', 'EventPattern', 'GrpcMethod', 'GrpcStreamMethod', 'GrpcStreamCall'],
    '@nestjs/websockets': ['SubscribeMessage'],
    '@nestjs/schedule': ['Cron', 'Interval', 'Timeout'],
    '@nestjs/event-emitter': ['OnEvent'],
    '@nestjs/bull': ['Process', 'OnQueueCompleted', 'OnQueueFailed', 'OnQueueError', 'OnQueueActive'],
    '@nestjs/bullmq': ['OnWorkerEvent', 'OnQueueEvent'],
    '@nestjs/graphql': ['Query', 'Mutation', 'Subscription', 'ResolveField'],
    'routing-controllers': ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'All'],
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
  ['node:stream:Duplex', ['_read', ...WRITES]],
  ['node:stream:Readable', ['_read']],
  ['node:stream:Transform', ['_transform', '_flush']],
  ['node:stream:Writable', WRITES],
]);

/** Members that a command-line tool calls once, by the class that asks for them. */
export const START_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['@oclif/core:Command', ['run']],
  ['nest-commander:CommandRunner', ['run']],
]);

/** Files whose exports are handlers by convention: where they stand, and which exports count. */
export const HANDLER_FILES: readonly { readonly path: RegExp; readonly exports: readonly string[] }[] = [
  {
    // Next.js route handlers
    path: /(?:^|\/)app\/(?:.+\/)?route\.[cm]?[jt]sx?$/,
    exports: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  },
  // Next.js API routes, pages, middleware
  { path: /(?:^|\/)pages\/api\/.+\.[cm]?[jt]sx?$/, exports: ['default'] },
  { path: /(?:^|\/)pages\/.+\.[cm]?[jt]sx?$/, exports: ['getServerSideProps'] },
  { path: /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]s$/, exports: ['middleware', 'proxy'] },
];
