/** What runs on the page of a browser holds nobody up but its user. */
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { type Files, useProject } from './project.ts';

const { lint } = useProject(plugin.configs.strict);

/** Packages run in browsers, too. */
const WORK = `import { inflate } from 'pako';\nexport async function unpack(data) { return inflate(data); }`;

describe('code of a page', () => {
  it.each<[name: string, files: Files]>([
    ['what only a page has', { 'page.js': `${WORK} document.createElement('a');` }],
    ['a window', { 'page.js': `${WORK} window.addEventListener('focus', unpack);` }],
    ['a member that a test gives the window', { 'page.test.js': `${WORK} window.unpack = unpack;` }],
    ['a library that draws', { 'page.js': `import { EditorView } from 'prosemirror-view'; ${WORK} new EditorView();` }],
    [
      'all that calls it',
      {
        'unpack.js': WORK,
        'page.js': `import { unpack } from './unpack.js'; export async function f() { unpack(document.querySelector('a')); }`,
      },
    ],
    [
      'a page, though the call leads to another file',
      {
        'unpack.js': `import { inflate } from 'pako';\nexport function unpack(data) { return inflate(data); }`,
        'page.js': `import { unpack } from './unpack.js'; export async function f() { unpack(document.querySelector('a')); }`,
      },
    ],
  ])('is silent, as is told by %s', async (_, files) => {
    expect(await lint(files)).toEqual([]);
  });

  it.each<[name: string, files: Files]>([
    ['asks whether there is one', { 'code.js': `${WORK} if (typeof window !== 'undefined') window.open('/');` }],
    ['gives one what it lacks', { 'code.js': `${WORK} try { WeakRef; } catch { window.WeakRef = class {}; }` }],
    ['makes one', { 'code.js': `import { JSDOM } from 'jsdom'; ${WORK} document.querySelector('a');` }],
    [
      'sends code to one',
      { 'code.js': `${WORK} const f = (page) => page.evaluate(() => document.querySelector('a'));` },
    ],
    ['is given a document', { 'code.js': `${WORK} const f = (document) => document.querySelector('a');` }],
    [
      'has a document of its own',
      { 'code.js': `${WORK} const document = open(); document.addEventListener('a', unpack);` },
    ],
    ['knows the types of a library', { 'code.ts': `import type { View } from 'prosemirror-view'; ${WORK}` }],
    ['imports a module of Node', { 'code.js': `import 'node:fs'; ${WORK} document.createElement('a');` }],
    [
      'a server calls, too',
      {
        'unpack.js': WORK,
        'page.js': `import { unpack } from './unpack.js'; export async function f() { unpack(document.querySelector('a')); }`,
        'server.js': `import http from 'node:http'; import { unpack } from './unpack.js';\nhttp.createServer(unpack).listen(80);`,
      },
    ],
  ])('is none if it %s', async (_, files) => {
    expect(await lint(files)).toContainEqual(expect.stringMatching(/:2 no-blocking-call: `pako\.inflate`/));
  });
});
