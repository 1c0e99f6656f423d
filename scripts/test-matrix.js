/** Runs the tests under each supported Node.js, one after the other; `npm run test:matrix -- tests/catalog` narrows them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// Where these are, a smoke test runs on them.
for (const runtime of ['bun', 'deno']) {
  const prefix = `${root}.cache/runtimes/${runtime}`;
  if (!existsSync(prefix))
    execFileSync('npm', ['install', '--silent', '--prefix', prefix, runtime], { stdio: 'inherit' });
}

const results = [20, 22, 24, 26].map((major) => {
  const prefix = `${root}.cache/nodes/${major}`;
  const node = `${prefix}/node_modules/node/bin/node`;
  // Never a dependency: its `node` would shadow the one that `npm run` finds.
  if (!existsSync(node))
    execFileSync('npm', ['install', '--silent', '--prefix', prefix, `node@${major}`], { stdio: 'inherit' });
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  console.log(`\n== Node.js ${version}`);
  const { status } = spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    // Long scenarios run here only.
    env: { ...process.env, TEST_MATRIX: '1' },
  });
  return { version, passed: status === 0 };
});

console.log();
for (const { version, passed } of results) console.log(`${passed ? 'passed' : 'FAILED'}  ${version}`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
