import rule from '../../../src/rules/no-blocking-call.ts';
import { testRule } from '../rule-tester.ts';

const FS = `import fs from 'node:fs';\n`;

function message(name: string, cure: string): string {
  return `\`${name}\` blocks the event loop. ${cure}`;
}

testRule('no-blocking-call: options', rule, {
  valid: [
    {
      name: 'below minSeverity',
      options: [{ minSeverity: 'high' }],
      code: `${FS} export async function f() { fs.readFileSync('x'); }`,
    },
    {
      name: 'below minSeverity of the settings',
      settings: { unblocked: { minSeverity: 'high' } },
      code: `${FS} export async function f() { fs.readFileSync('x'); }`,
    },
    {
      name: 'allowed by display name',
      options: [{ allow: ['fs.globSync'] }],
      code: `${FS} export async function f() { fs.globSync('x'); }`,
    },
    {
      name: 'allowed by specifier',
      options: [{ allow: [{ from: 'package', package: 'fs', name: 'globSync' }] }],
      code: `${FS} export async function f() { fs.globSync('x'); }`,
    },
    {
      name: 'filled once by ??=',
      options: [{ allowLazyInit: true }],
      code: `${FS} let x; export async function f() { return (x ??= fs.readFileSync('x')); }`,
    },
    {
      name: 'filled once by a guarded assignment',
      options: [{ allowLazyInit: true }],
      code: `${FS} let x; export async function f() { if (!x) { x = JSON.parse(fs.readFileSync('x', 'utf8')); } return x; }`,
    },
    {
      name: 'filled once by ||',
      options: [{ allowLazyInit: true }],
      code: `${FS} let x; export async function f() { return x || (x = fs.readFileSync('x')); }`,
    },
  ],
  invalid: [
    {
      name: 'the option comes before the settings',
      options: [{ minSeverity: 'low' }],
      settings: { unblocked: { minSeverity: 'high' } },
      code: `${FS}export async function f() { fs.globSync('x'); }`,
      errors: [{ message: message('fs.globSync', 'Use `fs.promises.glob` instead.'), line: 2 }],
    },
    {
      name: 'a guard on another variable',
      options: [{ allowLazyInit: true }],
      code: `${FS}let a, b; export async function f() { if (a === undefined) b = fs.globSync('x'); return [a, b]; }`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    },
    {
      name: 'a function of a package that is not installed',
      options: [
        {
          blocking: [
            {
              from: 'package',
              package: '@acme/db',
              name: 'query',
              instead: 'queryAsync',
              reason: 'waits for the server',
            },
          ],
        },
      ],
      code: `import { query } from '@acme/db';\nexport async function f() { return query('select 1'); }`,
      errors: [
        { message: '`@acme/db.query` blocks the event loop: waits for the server. Use `queryAsync` instead.', line: 2 },
      ],
    },
    {
      name: 'a method of a class of a package',
      settings: { unblocked: { blocking: [{ from: 'package', package: '@acme/db', name: 'Client#query' }] } },
      code: `import { Client } from '@acme/db';\nconst client = new Client();\nexport async function f() { return client.query('select 1'); }`,
      errors: [{ messageId: 'blockingCall', line: 3 }],
    },
    {
      name: 'a function of a file of the project',
      options: [{ blocking: [{ from: 'file', path: 'legacy.ts', name: 'load', instead: 'loadAsync' }] }],
      filename: `${process.cwd()}/file.ts`,
      code: `import { load } from './legacy.js';\nexport async function f() { return load(); }`,
      errors: [{ message: '`load` blocks the event loop. Use `loadAsync` instead.', line: 2 }],
    },
  ],
});
