/**
 * What the preset `recommended` costs beside the parser alone, on a real server, and how that grows with its files:
 *
 *     npm run build && node bench/lint-speed.js <folder> '<glob>' [rounds]
 *
 * Each run is a process of its own, the kinds alternate, and the medians are compared: shared machines are noisy. CPU time
 * is that of all threads. `first` finds nothing kept, `edited` comes after an edit of one file that adds what blocks, and
 * `again` after that, when nothing has changed. The project is copied to a temporary folder, and for the growth its files as
 * often as it takes.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cpuUsage, resourceUsage } from 'node:process';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import unblocked from 'unblocked';

const CACHE = fileURLToPath(new URL('../node_modules/.cache/unblocked', import.meta.url));
const SIZES = [250, 500, 1000, 2000];

const [folder, glob, rounds = '5', kind] = process.argv.slice(2);
if (folder === undefined || glob === undefined) {
  throw new Error("usage: node bench/lint-speed.js <folder> '<glob>' [rounds]");
}
if (kind === undefined) {
  grow(compare());
} else await lint();

/** @returns the files, for the next measurement */
function compare() {
  const copied = mkdtempSync(path.join(tmpdir(), 'lint-speed-'));
  try {
    cpSync(folder, copied, { recursive: true, filter: (file) => !/[\\/](?:node_modules|\.git)$/.test(file) });
    const { files } = run('parser', copied);
    const runs = { parser: [], first: [], edited: [], again: [] };
    for (let round = 0; round < Number(rounds); round++) {
      for (const [name, results] of Object.entries(runs)) {
        if (name === 'first') rmSync(CACHE, { recursive: true, force: true });
        if (name === 'edited') edit(path.join(copied, files[Math.floor((files.length * (round + 0.5)) / rounds)]));
        results.push(run(name, copied));
      }
    }
    print(runs);
    console.log(`files: ${files.length}, reports: ${runs.first[0].reports}`);
    return files;
  } finally {
    rmSync(copied, { recursive: true });
  }
}

function edit(file) {
  appendFileSync(file, `\nfunction edited() { require('node:fs').readFileSync('x'); }\n`);
}

function print(runs) {
  const median = (results, field) =>
    results.map((result) => result[field]).toSorted((a, b) => a - b)[Math.floor(results.length / 2)];
  for (const [field, label] of [
    ['ms', 'wall time, ms'],
    ['cpuMs', 'CPU time, ms'],
    ['rssMb', 'peak memory, MB'],
  ]) {
    const alone = median(runs.parser, field);
    const parts = Object.entries(runs).map(([name, results]) => {
      const value = median(results, field);
      return name === 'parser' ? `parser alone ${value}` : `${name} ${value} (${(value / alone).toFixed(2)})`;
    });
    console.log(`${label}: ${parts.join(', ')}`);
  }
}

function grow(sources) {
  for (const size of SIZES) {
    const copies = mkdtempSync(path.join(tmpdir(), 'lint-speed-'));
    try {
      copy(sources, copies, size);
      const [alone, together] = [run('parser', copies, '**/*'), run('first', copies, '**/*')];
      const extra = (together.cpuMs - alone.cpuMs) / size;
      console.log(
        `${size} files: CPU time ${alone.cpuMs} and ${together.cpuMs} ms, ` +
          `${extra.toFixed(1)} ms more for each file; peak memory ${alone.rssMb} and ${together.rssMb} MB`,
      );
    } finally {
      rmSync(copies, { recursive: true });
    }
  }
}

function copy(sources, target, size) {
  writeFileSync(path.join(target, 'package.json'), '{}');
  for (let index = 0; index < size; index++) {
    const source = sources[index % sources.length];
    const file = path.join(target, `copy-${Math.floor(index / sources.length)}`, source);
    mkdirSync(path.dirname(file), { recursive: true });
    copyFileSync(path.join(folder, source), file);
  }
}

function run(name, cwd, files = glob) {
  const args = [fileURLToPath(import.meta.url), cwd, files, rounds, name];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

async function lint() {
  const languageOptions = { parser, parserOptions: { ecmaFeatures: { jsx: true } } };
  const files = ['**/*.{js,mjs,cjs,ts,mts,cts,tsx}'];
  const start = performance.now();
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [{ files, languageOptions }, ...(kind === 'parser' ? [] : [unblocked.configs.recommended])],
    allowInlineConfig: false,
  });
  const results = await eslint.lintFiles([glob]);
  const ms = Math.round(performance.now() - start);
  const { user, system } = cpuUsage();
  const cpuMs = Math.round((user + system) / 1000);
  const rssMb = Math.round(resourceUsage().maxRSS / 1024);
  const paths = results.map(({ filePath }) => path.relative(folder, filePath));
  const reports = results.reduce((sum, result) => sum + result.messages.length, 0);
  console.log(JSON.stringify({ ms, cpuMs, rssMb, files: paths, reports }));
}
