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

/** What the README and docs/monitor.md show, as an application writes it, and one mistake that must not compile. */
const CONSUMER = `
import { sessions, startMonitor, type BlockRecord, type Monitor } from 'unblocked/monitor';
const monitor: Monitor = startMonitor({
  blockThresholdMs: 200,
  sessions: [sessions.idleTimeout({ timeoutMs: 55_000 }), { name: 'chat', timeoutMs: 20_000, count: () => 3 }],
  whileBlocked: { port: 9465, stderr: 'json' },
  context: () => ({ route: 'GET /', retries: 1 }),
});
monitor.on('session-at-risk', ({ session, block }) => {
  const cause: BlockRecord['cause'] | undefined = block?.cause;
  console.log(session.name, session.remainingMs.toFixed(), cause);
});
const answer: number = monitor.allowBlocking('rebuilds the index', () => 42);
const task = monitor.session({ name: 'import', timeoutMs: answer });
task.touch();
task.end();
// @ts-expect-error -- no such option
startMonitor({ blockTresholdMs: 200 });
monitor.stop();
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

  it.each(['mts', 'cts'])('has types that a strict project compiles with (%s)', async (extension) => {
    const file = path.join(project, `consumer.${extension}`);
    await writeFile(file, CONSUMER);
    const options = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2023',
    ];
    const types = ['--typeRoots', path.resolve('node_modules/@types'), '--types', 'node'];
    await run(process.execPath, [path.resolve('node_modules/typescript/bin/tsc'), ...options, ...types, file], {
      cwd: project,
    });
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
