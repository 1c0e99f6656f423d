/**
 * What the preset `recommended` costs beside the parser alone, on a real server:
 *
 *     npm run build && node bench/lint-speed.js <folder> '<glob>' [rounds]
 *
 * Each run is a process of its own, the two kinds alternate, and the medians are compared: shared machines are noisy.
 */
import { execFileSync } from 'node:child_process';
import { resourceUsage } from 'node:process';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import unblocked from 'unblocked';

const [folder, glob, rounds = '5', kind] = process.argv.slice(2);
if (folder === undefined || glob === undefined) {
  throw new Error("usage: node bench/lint-speed.js <folder> '<glob>' [rounds]");
}
if (kind === undefined) compare();
else await lint();

function compare() {
  const runs = { parser: [], recommended: [] };
  for (let round = 0; round < Number(rounds); round++) {
    for (const [name, results] of Object.entries(runs)) results.push(run(name));
  }
  const median = (name, field) =>
    runs[name].map((result) => result[field]).toSorted((a, b) => a - b)[Math.floor(Number(rounds) / 2)];
  for (const [field, unit] of [
    ['ms', 'ms'],
    ['rssMb', 'MB'],
  ]) {
    const [alone, together] = [median('parser', field), median('recommended', field)];
    console.log(
      `${field}: parser alone ${alone} ${unit}, recommended ${together} ${unit}, ratio ${(together / alone).toFixed(2)}`,
    );
  }
  console.log(`files: ${runs.parser[0].files}, reports: ${runs.recommended[0].reports}`);
}

function run(name) {
  return JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), folder, glob, rounds, name], { encoding: 'utf8' }),
  );
}

async function lint() {
  const languageOptions = { parser, parserOptions: { ecmaFeatures: { jsx: true } } };
  const files = ['**/*.{js,mjs,cjs,ts,mts,cts,tsx}'];
  const start = performance.now();
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [{ files, languageOptions }, ...(kind === 'recommended' ? [unblocked.configs.recommended] : [])],
    allowInlineConfig: false,
  });
  const results = await eslint.lintFiles([glob]);
  const ms = Math.round(performance.now() - start);
  const reports = results.reduce((sum, result) => sum + result.messages.length, 0);
  console.log(JSON.stringify({ ms, rssMb: Math.round(resourceUsage().maxRSS / 1024), files: results.length, reports }));
}
