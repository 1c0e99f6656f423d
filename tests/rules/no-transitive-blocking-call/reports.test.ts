/** Where a way is reported, and in which words. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';
import { CHAIN, HELPER, REPORT } from './helper.ts';

const { lint } = useProject(plugin.configs.strict);

describe('no-transitive-blocking-call', () => {
  it('reads decorators of parameters that are taken apart', async () => {
    const reports = await lint({
      'main.ts': `import { show } from './controller.js';\nexport async function f() { show('x'); }`,
      'controller.ts': `import fs from 'node:fs';\nimport { Body } from 'framework';\nclass Pages { save(@Body() { name }) {} put(@Body('b') x = 1) {} add(@Body('c') { y } = {}) {} }\nexport const show = (path) => fs.statSync(path);`,
    });
    expect(reports).toEqual([expect.stringMatching(/^main\.ts:2 .*show \(controller\.ts:4\)/)]);
  });

  it('reports a call into another file, with the way to the call that blocks', async () => {
    const main = `import { load } from './helper.js';\nexport async function f() { return load(); }`;
    expect(await lint({ 'main.js': main, 'helper.js': HELPER })).toEqual([`main.js:2 ${REPORT}`]);
  });

  it('reports a call that ends in a busy wait, with the line of the loop', async () => {
    const helper = `export function pause(ms) {\n  const end = Date.now() + ms;\n  while (Date.now() < end);\n}`;
    const main = `import { pause } from './helper.js';\nexport async function f() { pause(50); }`;
    expect(await lint({ 'main.js': main, 'helper.js': helper })).toEqual([
      'main.js:2 no-transitive-blocking-call: `pause()` blocks the event loop: pause (helper.js:1) → busy wait (helper.js:3). Await a timer of `timers/promises`, or the event itself.',
      expect.stringContaining('helper.js:3 no-busy-wait: This loop spins on `Date.now()`'),
    ]);
  });

  it('is silent where a directive permits the busy wait', async () => {
    const helper = `export function pause(end) {\n  // eslint-disable-next-line unblocked/no-busy-wait\n  while (Date.now() < end);\n}`;
    const main = `import { pause } from './helper.js';\nexport async function f() { pause(50); }`;
    expect(await lint({ 'main.js': main, 'helper.js': helper })).toEqual([]);
  });

  it('says that what defers a call does not move it away', async () => {
    const reports = await lint({
      'main.js': `import { load } from './helper.js';\nexport function f() { setImmediate(() => { load(); }); }\nexport function g() { setImmediate(load); }`,
      'helper.js': HELPER,
    });
    expect(reports).toEqual(
      [2, 3].map(
        (line) =>
          expect.stringContaining(
            `main.js:${String(line)} no-transitive-blocking-call: \`load()\` blocks the event loop, and \`setImmediate\` does not move it to another thread: ${CHAIN}`,
          ) as string,
      ),
    );
  });

  it('places a call that takes several lines where its name is, and a directive where it begins', async () => {
    const helper = `import fs from 'node:fs';\nexport const list = () =>\n  fs\n    .readdirSync('x');\n// eslint-disable-next-line unblocked/no-blocking-call\nexport const allowed = () => fs\n  .readdirSync('x');`;
    const main = `import { allowed, list } from './helper.js';\nexport async function f() { list(); }\nexport async function g() { allowed(); }`;
    expect(await lint({ 'main.js': main, 'helper.js': helper })).toEqual([
      expect.stringMatching(/^main\.js:2 .*list \(helper\.js:2\) → fs\.readdirSync \(helper\.js:4\)/),
    ]);
  });

  it('names the shortest way, with a place for every step', async () => {
    const [report] = await lint({
      'main.js': `import { a } from './a.js';\nexport async function f() { return a(); }`,
      'a.js': `import { load } from './helper.js';\nexport const a = () => b();\nfunction b() { return load(); }`,
      'helper.js': HELPER,
    });
    expect(report).toContain('a (a.js:2) → b (a.js:3) → load (helper.js:2) → fs.readFileSync (helper.js:2).');
  });

  it('leaves the other calls of a helper to no-blocking-call, in place', async () => {
    const reports = await lint({
      'main.js': `import { save } from './helper.js';\nexport async function f() { return save(); }`,
      'helper.js': `import fs from 'node:fs';\nexport function save() {\n  fs.mkdirSync('x');\n  fs.writeFileSync('x/y', '');\n}`,
    });
    expect(reports).toEqual([
      expect.stringMatching(/^main\.js:2 no-transitive-blocking-call: .* → fs\.mkdirSync \(helper\.js:3\)/),
      expect.stringMatching(/^helper\.js:4 no-blocking-call: `fs\.writeFileSync`/),
    ]);
  });
});
