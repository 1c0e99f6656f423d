import rule from '../../src/rules/valid-blocking-annotations.ts';
import { testRule } from './rule-tester.ts';

const EXEC = `import { execSync } from 'node:child_process';`;

testRule('valid-blocking-annotations', rule, {
  valid: [
    { name: 'both annotations', code: `/** @blocking */ function a() {}\n/** @nonblocking cheap */ function b() {}` },
    { name: 'a reason', code: `${EXEC}\n/** @nonblocking release script */ export function f() { execSync('x'); }` },
    {
      name: 'a call that is cheap',
      code: `import fs from 'fs';\n/** @nonblocking */ export function f() { fs.existsSync('x'); }`,
    },
    {
      name: 'a call in another function',
      code: `${EXEC}\n/** @nonblocking */ export function f() { return () => execSync('x'); }`,
    },
    {
      name: 'a call below that is cheap',
      code: `import fs from 'fs';\nfunction read() { return fs.existsSync('x'); }\n/** @nonblocking */ export function f() { return read(); }`,
    },
    {
      name: 'a call below that has its reason',
      code: `${EXEC}\n/** @nonblocking once */ function run() { execSync('x'); }\n/** @nonblocking */ export function f() { run(); }`,
    },
    {
      name: 'an async function below, which others go on beside',
      code: `${EXEC}\nasync function run() { execSync('x'); }\n/** @nonblocking */ export function f() { void run(); }`,
    },
    { name: 'the same annotation twice', code: `/** @blocking a @blocking b */ function f() {}` },
    {
      name: 'annotations that are spoken of',
      code: `${EXEC}\n/** Finds \`@blocking\`, \`@nonblocking\` and \`@blocks\`. */ export function f() { execSync('x'); }`,
    },
    { name: 'other words', code: `/** @blockquote @blocker Sends to user@blocking-list.example */ function f() {}` },
    { name: 'comments that are no documentation', code: `/* @non-blocking */ function f() {} // @blocks` },
  ],
  invalid: [
    ...(
      [
        ['@non-blocking', '@nonblocking'],
        ['@nonBlocking', '@nonblocking'],
        ['@unblocking', '@nonblocking'],
        ['@Blocking', '@blocking'],
        ['@blocks', '@blocking'],
      ] as const
    ).map(([found, tag]) => ({
      name: found,
      code: `/** ${found} because */ function f() {}`,
      errors: [
        {
          message: `\`${found}\` is not an annotation that the rules know. Write \`${tag}\`.`,
          line: 1,
          column: 5,
          suggestions: [{ messageId: 'correct', output: `/** ${tag} because */ function f() {}` }],
        },
      ],
    })),
    {
      name: 'one annotation and its opposite',
      code: `/**\n * @nonblocking cheap\n * @blocking\n */\nfunction f() {}`,
      errors: [
        {
          message:
            'One function cannot be both: `@nonblocking` is said of it above, and that counts. Remove one of them.',
          line: 3,
          column: 4,
        },
      ],
    },
    {
      name: 'a contradiction',
      code: `${EXEC}\n/** @nonblocking */\nexport function f() { execSync('x'); execSync('y'); }`,
      errors: [
        {
          message:
            '`f` is declared `@nonblocking`, but `child_process.execSync` in it blocks the event loop. Give the reason behind `@nonblocking`, or remove it.',
          line: 3,
        },
      ],
    },
    {
      name: 'a contradiction below',
      code: `${EXEC}\nfunction run() { execSync('x'); }\nfunction build() { run(); }\n/** @nonblocking */\nexport function f() { build(); }`,
      filename: 'f.js',
      errors: [
        {
          message:
            '`f` is declared `@nonblocking`, but `build()` in it blocks the event loop: build (f.js:3) → run (f.js:2) → child_process.execSync (f.js:2). Give the reason behind `@nonblocking`, or remove it.',
          line: 5,
        },
      ],
    },
    {
      name: 'a contradiction by what is declared below',
      code: `/** @blocking */ function read() {}\n/** @nonblocking */\nexport function f() { [1].forEach(() => read()); }`,
      errors: [{ messageId: 'contradictedBelow', line: 3 }],
    },
  ],
});
