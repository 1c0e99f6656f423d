import { execFile, type ExecFileOptions } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** An empty project with the packed tarball installed as production installs do it. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(path.join(os.tmpdir(), 'unblocked-package-'));
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await writeFile(path.join(project, 'package.json'), '{ "name": "consumer", "private": true }');
  await run(
    'npm',
    ['install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', path.join(project, filename)],
    {
      cwd: project,
    },
  );
}, 120_000);

afterAll(() => rm(project, { recursive: true, force: true }));

async function runProgram(
  name: string,
  code: string,
  options: ExecFileOptions = {},
): Promise<{ stdout: string; stderr: string }> {
  const file = path.join(project, name);
  await writeFile(file, code);
  const { stdout, stderr } = await run(process.execPath, [file], { cwd: project, encoding: 'utf8', ...options });
  return { stdout: String(stdout), stderr: String(stderr) };
}

/** Blocks once, after the monitor has started, and ends by itself. */
const BLOCK = `
function spin() { const end = Date.now() + 700; while (Date.now() < end); }
startMonitor({ startupGraceMs: 0, whileBlocked: { stderr: 'json' } });
setTimeout(spin, 500);
setTimeout(() => {}, 1500);
`;

describe('the packed tarball', () => {
  it('brings itself and @opentelemetry/api, and nothing else', async () => {
    const modules = await readdir(path.join(project, 'node_modules'));
    const scoped = await readdir(path.join(project, 'node_modules/@opentelemetry'));
    expect(modules.filter((name) => !name.startsWith('.'))).toEqual(['@opentelemetry', 'unblocked']);
    expect(scoped).toEqual(['api']);
  });

  it('holds the pages that the reports link to', async () => {
    expect(await readdir(path.join(project, 'node_modules/unblocked/docs/rules'))).toContain('no-blocking-call.md');
  });

  it('holds the licences of what is bundled', async () => {
    const licenses = await readFile(path.join(project, 'node_modules/unblocked/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(licenses).toMatch(/^@babel\/parser \d/m);
  });

  it('loads the plugin with neither ESLint nor TypeScript installed', async () => {
    const code = `import plugin from 'unblocked'; console.log(Object.keys(plugin.rules).join());`;
    const { stdout } = await runProgram('plugin.mjs', code);
    expect(stdout).toContain('no-blocking-call');
  });

  it('watches a server that is an ES module', async () => {
    const { stderr } = await runProgram('server.mjs', `import { startMonitor } from 'unblocked/monitor';${BLOCK}`);
    expect(stderr).toMatch(/"event":"block"[^]*"event":"recovered"/);
    expect(stderr).toContain('spin');
  });

  it('watches a server that is CommonJS', async () => {
    const { stderr } = await runProgram('server.cjs', `const { startMonitor } = require('unblocked/monitor');${BLOCK}`);
    expect(stderr).toMatch(/"event":"block"[^]*"event":"recovered"/);
  });

  it('watches a server that is bundled, given the URL of the watchdog', async () => {
    await writeFile(
      path.join(project, 'bundled-source.mjs'),
      `import { startMonitor } from 'unblocked/monitor';${BLOCK.replace('{ startup', `{ watchdogUrl: new URL('./node_modules/unblocked/dist/watchdog.js', import.meta.url), startup`)}`,
    );
    await build({
      entryPoints: [path.join(project, 'bundled-source.mjs')],
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile: path.join(project, 'bundled.mjs'),
    });
    const { stderr } = await run(process.execPath, [path.join(project, 'bundled.mjs')], { cwd: project });
    expect(stderr).toMatch(/"event":"block"[^]*"event":"recovered"/);
  });
});
