import rule from '../../../src/rules/no-blocking-call.ts';
import { testRule } from '../rule-tester.ts';

const FS = `import fs from 'node:fs';\n`;

testRule('no-blocking-call: deferral is not offloading', rule, {
  valid: [
    {
      name: 'a worker thread',
      code: `import { Worker } from 'node:worker_threads'; export async function f() { return new Worker('./work.js'); }`,
    },
    {
      name: 'work that is deferred until the start is over',
      code: `${FS} import('./x.js').then(() => fs.globSync('x'));`,
    },
  ],
  invalid: [
    ...[
      ['new Promise', `export function f() { return new Promise((resolve) => { resolve(fs.globSync('x')); }); }`],
      ['catch', `export const f = (x) => x.run().catch(() => fs.globSync('x'));`],
      ['then', `export const f = (x) => x.run().then(fs.globSync);`],
      ['setTimeout', `import { setTimeout } from 'node:timers'; setTimeout(() => fs.globSync('x'), 10);`],
      ['setImmediate', `export function f() { setImmediate(() => fs.globSync('x')); }`],
      ['queueMicrotask', `queueMicrotask(() => fs.globSync('x'));`],
      ['process.nextTick', `process.nextTick(() => fs.globSync('x'));`],
      [
        'promisify',
        `import { promisify } from 'util'; const has = promisify(fs.globSync); export async function f() { await has('x'); }`,
      ],
      ['async', `export const has = async (path) => fs.globSync(path);`],
    ].map(([wrapper = '', code = '']) => ({
      name: wrapper,
      code: FS + code,
      errors: [
        {
          message: `\`fs.globSync\` blocks the event loop, and \`${wrapper}\` does not move it to another thread. Use \`fs.promises.glob\` instead.`,
          line: 2,
        },
      ],
    })),
    {
      name: 'with the reason why the call blocks',
      code: `import bcrypt from 'bcryptjs'; export const hash = async (password, cost) => bcrypt.hash(password, cost);`,
      errors: [{ messageId: 'deferredCallBecause' }],
    },
  ],
});
