/** A project may hold the package of a page beside that of its server. */
import { expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { useProject } from './project.ts';

const project = useProject(plugin.configs.strict);

const WAITS = 'export async function f() { return await fetch("https://a.example"); }\n';
const REPORT = expect.stringContaining('require-timeout') as string;

function createManifest(...names: string[]): string {
  return JSON.stringify({ name: 'part', dependencies: Object.fromEntries(names.map((name) => [name, '*'])) });
}

it.each([['vue'], ['nuxt'], ['react-dom'], ['svelte'], ['@angular/core']])(
  'what depends on %s is a page',
  async (name) => {
    expect(await project.lint({ 'client/package.json': createManifest(name), 'client/src/api.js': WAITS })).toEqual([]);
  },
);

it.each([
  ['depends on a server, too', { 'part/package.json': createManifest('react-dom', 'express'), 'part/api.js': WAITS }],
  [
    'depends on a framework of both',
    { 'part/package.json': createManifest('react-dom', 'next'), 'part/api.js': WAITS },
  ],
  [
    'imports a module of Node',
    { 'part/package.json': createManifest('vue'), 'part/api.js': `import 'node:fs'; ${WAITS}` },
  ],
  ['is the server of Nuxt', { 'part/package.json': createManifest('nuxt'), 'part/server/api.js': WAITS }],
  ['depends on nothing', { 'part/package.json': createManifest(), 'part/api.js': WAITS }],
  ['has a manifest that nobody can read', { 'part/package.json': '{', 'part/api.js': WAITS }],
])('what %s is none', async (_, files) => {
  expect(await project.lint(files)).toEqual([REPORT]);
});
