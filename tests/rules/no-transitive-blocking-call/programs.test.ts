/** Programs beside a server, which serve nobody, and those that do. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';

const { lint } = useProject(plugin.configs.strict);

const SERVER = `import http from 'node:http';\nhttp.createServer().listen(80);`;

/** What is awaited by code that cannot be seen, and what a timer of it runs. */
const LIB = `import fs from 'node:fs';\nexport async function tag() { fs.readFileSync('x'); }\nexport function push() { setTimeout(() => { fs.readFileSync('x'); }, 5); }`;
const LOAD = `import { run } from 'tasks'; import { push, tag } from './lib.js';\npush(); run(tag);`;

const MANIFEST = { name: 'shop', type: 'module' };

describe('a program beside a server', () => {
  it.each<[name: string, files: Files]>([
    ['its first line', { 'tools/release.js': `#!/usr/bin/env node\n${LOAD}` }],
    ['the command line that it reads', { 'tools/release.js': `${LOAD} tag(process.argv[2]);` }],
    ['that it ends the process', { 'tools/release.js': `${LOAD} process.exit();` }],
    [
      'a script that runs it',
      {
        'tools/release.js': LOAD,
        'package.json': JSON.stringify({ ...MANIFEST, scripts: { release: 'FORCE=1 node ./tools/release && echo' } }),
      },
    ],
    [
      'the command that it is',
      { 'tools/release.js': LOAD, 'package.json': JSON.stringify({ ...MANIFEST, bin: { shop: 'tools/release.js' } }) },
    ],
    [
      'each of those that load it',
      { 'tools/release.js': `${LOAD} process.exit();`, 'tools/nightly.js': `#!/usr/bin/env node\n${LOAD}` },
    ],
  ])('serves nobody, as is told by %s', async (_, files) => {
    expect(await lint({ 'server.js': SERVER, 'tools/lib.js': LIB, ...files })).toEqual([]);
  });

  it.each<[name: string, files: Files]>([
    ['where nothing listens', { 'server.js': '', 'tools/release.js': `#!/usr/bin/env node\n${LOAD}` }],
    ['that makes something listen', { 'tools/run.js': `#!/usr/bin/env node\nimport '../server.js'; ${LOAD}` }],
    ['that goes on by the clock', { 'tools/run.js': `#!/usr/bin/env node\n${LOAD} setInterval(() => 1, 5);` }],
    ['that takes jobs', { 'tools/run.js': `#!/usr/bin/env node\nimport { Worker } from 'bullmq'; ${LOAD}` }],
    ['that other code may load', { 'tools/run.js': `${LOAD}\nexport const stop = () => process.exit();` }],
    ['that says nothing of itself', { 'tools/run.js': LOAD }],
    [
      'that is started',
      {
        'tools/run.js': LOAD,
        'package.json': JSON.stringify({ ...MANIFEST, scripts: { 'start:prod': 'node tools/run.js' } }),
      },
    ],
  ])('may serve: one %s', async (_, files) => {
    expect(await lint({ 'server.js': SERVER, 'tools/lib.js': LIB, ...files })).toEqual([
      expect.stringMatching(/^tools\/lib\.js:2 no-blocking-call/),
      expect.stringMatching(/^tools\/lib\.js:3 no-blocking-call/),
    ]);
  });

  it.each([
    'import { vi } from "vitest";',
    'const { mock } = await import("node:test");',
    'import type { Spy } from "sinon";',
  ])('is what sets tests up, whoever exports it: %s', async (imports) => {
    const files = {
      'testing/setup.ts': `${imports} import fs from 'node:fs'; import { load } from '../store.js';\nimport { clean } from './clean.js';\nexport async function prepare(name) { fs.rmSync(name); await clean(name); await load(name); }`,
      'testing/clean.js': `import fs from 'node:fs';\nexport async function clean(name) { fs.rmSync(name); }`,
      'testing/index.ts': `export * from './setup.ts';`,
      'store.js': `import fs from 'node:fs';\nexport async function load(name) { fs.readFileSync(name); }`,
      'server.js': `${SERVER} import { load } from './store.js'; await load('x');`,
    };
    expect(await lint(files)).toEqual([]);
  });

  it('says nothing of code that the server loads, too', async () => {
    const files = {
      'server.js': `${SERVER} import('./tools/lib.js');`,
      'tools/run.js': `#!/usr/bin/env node\n${LOAD}`,
    };
    expect(await lint({ 'tools/lib.js': LIB, ...files })).toEqual([
      expect.stringMatching(/^tools\/lib\.js:3 no-blocking-call/),
    ]);
  });
});
