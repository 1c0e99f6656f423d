/**
 * What the preset `recommended` costs beside the parser alone, on a real server, and how that grows with its files:
 *
 *     npm run build && node bench/lint-speed.js <folder> '<glob>' [rounds]
 *
 * Each run is a process of its own, the two kinds alternate, and the medians are compared: shared machines are noisy.
 * CPU time is that of all threads. `first` works everything out, as a run does after any edit; `again` finds what was kept
 * of a run over the same files. For the growth, the files are copied to a temporary folder as often as it takes.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cpuUsage, resourceUsage } from 'node:process';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import unblocked from 'unblocked';

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
  const runs = { parser: [], first: [], again: [] };
  run('again');
  for (let round = 0; round < Number(rounds); round++) {
    for (const [name, results] of Object.entries(runs)) results.push(run(name));
  }
  const median = (name, field) =>
    runs[name].map((result) => result[field]).toSorted((a, b) => a - b)[Math.floor(Number(rounds) / 2)];
  for (const [field, label] of [
    ['ms', 'wall time, ms'],
    ['cpuMs', 'CPU time, ms'],
    ['rssMb', 'peak memory, MB'],
  ]) {
    const [alone, first, again] = Object.keys(runs).map((name) => median(name, field));
    const ratios = [first, again].map((value) => (value / alone).toFixed(2));
    console.log(
      `${label}: parser alone ${alone}, recommended first ${first} and again ${again}, ratios ${ratios.join(' and ')}`,
    );
  }
  const { files } = runs.parser[0];
  console.log(`files: ${files.length}, reports: ${runs.first[0].reports}`);
  return files;
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

function run(name, cwd = folder, files = glob) {
  const args = [fileURLToPath(import.meta.url), cwd, files, rounds, name];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

async function lint() {
  const languageOptions = { parser, parserOptions: { ecmaFeatures: { jsx: true } } };
  const files = ['**/*.{js,mjs,cjs,ts,mts,cts,tsx}'];
  const settings = { unblocked: { cache: kind === 'again' } };
  const start = performance.now();
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      { files, languageOptions },
      ...(kind === 'parser' ? [] : [unblocked.configs.recommended, { settings }]),
    ],
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
