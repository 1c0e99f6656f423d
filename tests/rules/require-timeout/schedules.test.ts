/** What only the clock starts keeps nobody waiting; what a handler puts off may. */
import { expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

const { lint } = useProject(plugin.configs.strict);

const CHECK = `async function check() { const answer = await fetch('https://a.example'); console.log(await answer.text()); }\n`;

it.each([
  ['setInterval', `setInterval(check, 1000);`],
  ['setInterval, in a callback', `setInterval(async () => { await check(); }, 1000);`],
  ['setInterval of a class', `export class Checker { start() { check(); this.timer = setInterval(check, 1000); } }`],
  ['setInterval of node:timers', `import { setInterval as every } from 'node:timers'; every(check, 1000);`],
  ['a timer of the start', `setTimeout(check, 1000);`],
  ['node-cron', `import cron from 'node-cron'; cron.schedule('* * * * *', check);`],
  ['node-schedule', `import schedule from 'node-schedule'; schedule.scheduleJob('* * * * *', () => check());`],
  ['cron', `import { CronJob } from 'cron'; new CronJob('* * * * *', check);`],
])('what %s runs keeps nobody waiting', async (_, code) => {
  expect(await lint({ 'a.js': code + CHECK })).toEqual([]);
});

it('what a decorator of Nest runs by the clock keeps nobody waiting', async () => {
  const code = (decorator: string): string =>
    `import { Cron } from '@nestjs/schedule'; import { Get } from '@nestjs/common';
export class Jobs {
  ${decorator} async run() { return await fetch('https://a.example'); }
}`;
  expect(await lint({ 'a.ts': code(`@Cron('* * * * *')`) })).toEqual([]);
  expect(await lint({ 'a.ts': code(`@Get('/')`) })).toHaveLength(1);
});

it.each([
  ['a handler runs as well', `setInterval(check, 1000); export async function f(req, res) { res.end(await check()); }`],
  ['a handler puts off', `export const f = (req, res) => new Promise((done) => setTimeout(() => done(check()), 10));`],
  [
    'another function of that name runs',
    `function setInterval(f) { return f(); } export async function g() { await setInterval(check); }`,
  ],
  ['a listener runs', `import { EventEmitter } from 'node:events'; new EventEmitter().on('ask', check);`],
])('what %s may', async (_, code) => {
  expect(await lint({ 'a.js': CHECK + code })).toEqual([expect.stringContaining('require-timeout')]);
});
