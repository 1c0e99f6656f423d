import { type HandlerFacts, methods } from './define.ts';

/** Packages whose one function is given options, and calls what stands in them with each request. */
const BY_OPTIONS = [
  'cors',
  'express-basic-auth',
  'express-http-proxy',
  'express-rate-limit',
  'express-session',
  'koa-compose',
  'morgan',
  'multer',
  'multer-s3',
];

/** Where packages around a server take what they run with each request, upload, mail or page. */
export const MIDDLEWARE: readonly HandlerFacts[] = [
  ...BY_OPTIONS.map((module): HandlerFacts => ({ module, roles: { '': 'handler' } })),
  { module: 'express-rate-limit', roles: { rateLimit: 'handler' } },
  { module: 'multer', roles: { diskStorage: 'handler' } },
  {
    module: 'http-proxy-middleware',
    roles: methods([''], ['', 'createProxyMiddleware', 'legacyCreateProxyMiddleware'], 'handler'),
  },
  { module: 'smtp-server', roles: { SMTPServer: 'handler' } },
  {
    module: 'ldapjs',
    roles: methods(
      ['createServer()'],
      ['add', 'bind', 'compare', 'del', 'modify', 'search', 'unbind', 'use'],
      'handler',
    ),
  },
  ...['graphql-ws/use/ws', 'graphql-ws/lib/use/ws'].map((module): HandlerFacts => ({
    module,
    roles: { useServer: 'handler' },
  })),
  { module: '@hocuspocus/server', roles: methods([''], ['Hocuspocus', 'Server', 'Server.configure'], 'handler') },
  { module: '@tus/server', roles: { Server: 'handler' } },
  { module: 'nunjucks', roles: methods(['configure()', 'Environment#'], ['addFilter', 'addGlobal'], 'handler') },
];
