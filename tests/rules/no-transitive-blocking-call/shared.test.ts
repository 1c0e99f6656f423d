/** What handlers share by requests, contexts and applications, is followed from one to the other. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

const { lint } = useProject(plugin.configs.strict);

describe('no-transitive-blocking-call', () => {
  it('follows what a handler adds to the request to those that read it there', async () => {
    const store = `import fs from 'fs';\nexport class Store { load() { return fs.readFileSync('x'); }\nasync save() { fs.writeFileSync('x', ''); } }`;
    const app = `import express from 'express'; import { Store } from './store.js'; import { show } from './show.js';
const store = new Store(); await store.save();
express().use((req, res, next) => { req.store = store; next(); }).get('/', show);`;
    const show = `export async function show(req, res) { const { store } = req;\nres.end(store.load()); await req.store.save(); }`;
    expect(await lint({ 'store.js': store, 'app.js': app, 'show.js': show })).toEqual([
      expect.stringMatching(/^store\.js:3 no-blocking-call/),
      expect.stringMatching(/^show\.js:2 .*`store\.load\(\)`.*Store\.load \(store\.js:2\) → fs\.readFileSync/),
    ]);
    const other = app.replace('req.store = store', 'next.store = store');
    expect(await lint({ 'store.js': store, 'app.js': other, 'show.js': show })).toEqual([]);
  });

  it.each([
    [
      'a response',
      `express().use((req, res, next) => { res.locals.store = store; next(); })`,
      '(req, res) => res.locals',
    ],
    ['an application', `const app = express(); app.locals.store = store; app`, '(req, res) => req.app.locals'],
    ['an application itself', `const app = express(); app.store = store; app`, '(req, res) => req.app'],
    ['a context', `new Koa().use((ctx, next) => { ctx.state.store = store; return next(); })`, '(ctx) => ctx.state'],
    ['all contexts', `const app = new Koa(); app.context.store = store; app`, '(ctx) => ctx'],
    ['a plugin', `const app = fastify(); app.decorate('store', store); app`, '(request, reply) => request.server'],
  ])('follows what is added to %s to the handlers that read it there', async (_, begin, read) => {
    const files = {
      'store.js': `import fs from 'fs';\nexport class Store { load() { return fs.readFileSync('x'); } }`,
      'app.js': `import express from 'express'; import fastify from 'fastify'; import Koa from 'koa'; import { Store } from './store.js'; import { show } from './show.js';\nconst store = new Store(); ${begin}.use(show);`,
    };
    expect(await lint({ ...files, 'show.js': `export const show =\n${read}.store.load();` })).toEqual([
      expect.stringMatching(/(?:show|app)\.js:2 .*Store\.load \(store\.js:2\) → fs\.readFileSync/),
    ]);
    expect(await lint({ ...files, 'show.js': `export const show =\n${read}.other.load();` })).toEqual([]);
  });

  it.each([
    ['an application', `const app = express(); app.set('store', store); app`, `(req, res) => req.app.get('store')`],
    ['a context', `new Hono().use((c, next) => { c.set('store', store); return next(); })`, `(c) => c.get('store')`],
    [
      'its variables',
      `new Hono().use((c, next) => { c.set('store', store); return next(); })`,
      `(c, next) => c.var.store`,
    ],
  ])('follows what is set on %s by name to the handlers that get it there', async (_, begin, read) => {
    const files = {
      'store.js': `import fs from 'fs';\nexport class Store { load() { return fs.readFileSync('x'); } }`,
      'app.js': `import express from 'express'; import { Hono } from 'hono'; import { Store } from './store.js'; import { show } from './show.js';\nconst store = new Store(); ${begin}.get('/', show);`,
    };
    expect(await lint({ ...files, 'show.js': `export const show =\n${read}.load();` })).toEqual([
      expect.stringMatching(/(?:show|app)\.js:2 .*Store\.load \(store\.js:2\) → fs\.readFileSync/),
    ]);
    const other = read.replace('store', 'other');
    expect(await lint({ ...files, 'show.js': `export const show =\n${other}.load();` })).toEqual([]);
    const parting = `export function find() { return process.getBuiltinModule('fs').readFileSync('x'); }`;
    expect(await lint({ ...files, 'show.js': `export const show =\n${other}.load();\n${parting}` })).toEqual([]);
    // What else has one letter is no context.
    const pair = read.replace(/^\(c(?:, next)?\)/, '(c, d)').replace(/^\(req, res\)/, '(one, other)');
    expect(await lint({ ...files, 'show.js': `export const show =\n${pair}.load();` })).toEqual([]);
  });
});
