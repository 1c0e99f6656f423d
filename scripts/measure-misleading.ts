/** Programs that print for how many milliseconds a call keeps the loop whose name says another thing. */

const HEAD = `import { writeFileSync } from 'node:fs'; import { performance } from 'node:perf_hooks';
let last = performance.now(), worst = 0;
const timer = setInterval(() => { const now = performance.now(); worst = Math.max(worst, now - last); last = now; }, 1);
const rows = Array.from({ length: 20000 }, (_, index) => 'row ' + index + ',' + index * 2);
await new Promise((resolve) => setTimeout(resolve, 50)); worst = 0;`;
const TAIL = `await new Promise((resolve) => setTimeout(resolve, 50)); clearInterval(timer); console.log(worst.toFixed(1));`;

function program(...lines: string[]): string {
  return [
    ...lines.filter((line) => line.startsWith('import ')),
    HEAD,
    ...lines.filter((line) => !line.startsWith('import ')),
    TAIL,
  ].join('\n');
}

/** Calls that do not look like it: how long they keep the loop from a 1 ms timer. */
export const MISLEADING: Readonly<Record<string, string>> = {
  "bcryptjs.hash('…', 12), awaited,": program(`import bcrypt from 'bcryptjs';`, `await bcrypt.hash('password', 12);`),
  'sass.compileStringAsync of 20,000 rules, awaited,': program(
    `import { compileStringAsync } from 'sass';`,
    `await compileStringAsync(rows.map((_, index) => '.a' + index + ' { b { c: ' + index + 'px } }').join(' '));`,
  ),
  '@babel/core.transformAsync of 20,000 functions, awaited,': program(
    `import babel from '@babel/core';`,
    `const code = rows.map((_, index) => 'function f' + index + '() {}').join(' ');`,
    `await babel.transformAsync(code, { babelrc: false, configFile: false });`,
  ),
  'jsonwebtoken.sign with RSA-4096 and a callback': program(
    `import { generateKeyPairSync } from 'node:crypto';`,
    `import jwt from 'jsonwebtoken';`,
    `const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });`,
    `await new Promise((resolve) => setTimeout(resolve, 50)); worst = 0;`,
    `await new Promise((resolve) => jwt.sign({}, privateKey, { algorithm: 'RS256' }, resolve));`,
  ),
  'ejs.renderFile of 20,000 rows, awaited,': program(
    `import ejs from 'ejs';`,
    `writeFileSync('rows.ejs', '<% for (const row of rows) { %><p><%= row %></p><% } %>');`,
    `await ejs.renderFile('rows.ejs', { rows });`,
  ),
  'xlsx.readFile of 20,000 rows': program(
    `import xlsx from 'xlsx';`,
    `writeFileSync('rows.csv', rows.join('\\n'));`,
    `xlsx.readFile('rows.csv');`,
  ),
  'csv-parse/sync of 20,000 rows': program(`import { parse } from 'csv-parse/sync';`, `parse(rows.join('\\n'));`),
  'sass.compile of 2,000 rules': program(
    `import { compile } from 'sass';`,
    `writeFileSync('rules.scss', Array.from({ length: 2000 }, (_, i) => '.a' + i + ' { b { color: red; } }').join('\\n'));`,
    `compile('rules.scss');`,
  ),
  "shelljs.exec('true')": program(`import shell from 'shelljs';`, `shell.exec('true');`),
  'fs-jetpack.list of 1,000 folders': program(
    `import jetpack from 'fs-jetpack';`,
    `for (let i = 0; i < 1000; i++) jetpack.list('.');`,
  ),
};

/** Calls that look like blocking ones, whose rows have the severity `none`: the least time of 50 calls, the first ones apart. */
export const HARMLESS: Readonly<Record<string, string>> = {
  'yup.object().validateSync': timed(
    `import { object, string } from 'yup';`,
    `object({ name: string().required() }).validateSync({ name: 'x' })`,
  ),
  'effect.Effect.runSync': timed(`import { Effect } from 'effect';`, `Effect.runSync(Effect.succeed(1))`),
  'unified().runSync': timed(`import { unified } from 'unified';`, `unified().runSync({ type: 'root', children: [] })`),
  'react-dom.flushSync': timed(`import { flushSync } from 'react-dom';`, `flushSync(() => 1)`),
  'bcryptjs.genSaltSync': timed(`import bcrypt from 'bcryptjs';`, `bcrypt.genSaltSync(12)`),
};

function timed(load: string, call: string): string {
  return `${load}
const times = Array.from({ length: 60 }, () => { const start = performance.now(); ${call}; return performance.now() - start; });
console.log(Math.min(...times.slice(10)).toFixed(3));`;
}
