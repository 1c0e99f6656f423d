/** A file with a function that blocks, and what is reported where another file calls it. */
import { expect } from 'vitest';

export const HELPER = `import fs from 'node:fs';\nexport function load() { return fs.readFileSync('x'); }\n`;
export const CHAIN = 'load (helper.js:2) → fs.readFileSync (helper.js:2). Use `fs.promises.readFile` instead.';
export const REPORT = `no-transitive-blocking-call: \`load()\` blocks the event loop: ${CHAIN}`;

/** A report at the second line of the file that is looked at, whose way ends in a call of `fs`. */
export const FOLLOWED = [
  expect.stringMatching(/^(?:apps\/api\/)?main\.(?:js|ts|cjs):2 no-transitive-blocking-call: .* → fs\./) as string,
];
