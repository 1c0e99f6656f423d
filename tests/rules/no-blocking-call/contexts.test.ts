/** What only the start of a program runs, however it gets there, and what looks like it. */
import rule from '../../../src/rules/no-blocking-call.ts';
import { testRule } from '../rule-tester.ts';

interface Program {
  readonly name: string;
  readonly code: string;
  readonly filename?: string;
}

const FS = `import fs from 'node:fs';\n`;
/** An API for which no rewrite is suggested. */
const READ = `fs.globSync('x')`;

function silent({ code, ...rest }: Program) {
  return { ...rest, code: FS + code };
}

/** The call stands in the second line of the code. */
function reported({ code, ...rest }: Program) {
  return { ...rest, code: FS + code, errors: [{ messageId: 'blockingCall', line: 3 }] };
}

testRule('no-blocking-call: start-up', rule, {
  valid: [
    {
      name: 'what a framework takes for its start',
      code: `import { host } from 'host'; host.startup(async () => { ${READ}; });`,
    },
    {
      name: 'a hook that is named for the start',
      code: `export const plugin = { onServerStarted: async () => ${READ} };`,
    },
    {
      name: 'one step after the other, at the start',
      code: `async function main() { await Promise.mapSeries(['a'], async (file) => fs.globSync(file)); }\nawait main();`,
    },
    {
      name: 'limited steps, at the start',
      code: `import pLimit from 'p-limit'; const limit = pLimit(2);\nasync function main() { await limit(async () => ${READ}); }\nawait main();`,
    },
    {
      name: 'what a constructor begins',
      code: `export class Store { constructor() { this.open(); } async open() { ${READ}; } }`,
    },
    {
      name: 'a callback that a library keeps in a closure',
      code: `const wrap = (fn) => (x) => fn(x);\nexport function make(folder) { return wrap((file) => fs.globSync(folder + file)); }`,
    },
    {
      name: 'what stands right before the end of the process',
      code: `import http from 'node:http';\nhttp.createServer(() => { try { work(); } catch (error) { ${READ}; process.exit(1); } });`,
    },
    {
      name: 'what is awaited right before the end of the process, and what it calls',
      code: `async function save() { ${READ}; }\nasync function quit() { await save(); process.exit(); }\nprocess.on('message', quit);`,
    },
    {
      name: 'a case that ends the process',
      code: `process.on('message', (message) => { switch (message) { case 'stop': ${READ}; return process.exit(); } });`,
    },
    {
      name: 'a server that cannot listen',
      code: `import net from 'node:net';\nconst server = net.createServer(); server.on('error', () => { ${READ}; });`,
    },
    {
      name: 'a plugin that is started without arguments',
      code: `export class Plugin { hooks = { start: this.#startWithSignals.bind(this) }; async #startWithSignals() { ${READ}; } }`,
    },
    {
      name: 'what the start calls, and something exported that nobody is known to call',
      code: `async function connect() { ${READ}; }\nexport const internals = { again: () => connect() };\nasync function main() { await connect(); }\nawait main();`,
    },
    {
      name: 'the methods of the object that a method is bound to',
      code: `import bus from 'bus';\nexport default create({ ready() { bus.on('tick', this.beat.bind(this)); }, load() { ${READ}; } });`,
    },
    {
      name: 'a promise that is kept, and something else that is forgotten',
      code: `let data, timer; async function load() { ${READ}; }\nfunction get() { data ??= load().finally(() => { timer = undefined; }); return data; }\nget(); setInterval(get, 1000);`,
    },
    {
      name: 'the timer of a command',
      filename: 'cli/install.js',
      code: `export async function install() { setTimeout(async () => { ${READ}; }, 10); }`,
    },
    {
      name: 'the callback of a command, through a function of its own',
      filename: 'cli/install.js',
      code: `import bus from 'bus'; function wait(done) { bus.on('end', done); }\nexport function install() { wait(() => { ${READ}; }); }`,
    },
    {
      name: 'what the child of a command tells it',
      filename: 'bin/run.js',
      code: `import { spawn } from 'child_process'; spawn('x').stdout.on('data', (line) => { ${READ}; });`,
    },
    {
      name: 'the command of a file that yargs loads',
      code: `export const command = 'init', describe = 'Begin'; export const handler = async (argv) => { ${READ}; };`,
    },
    {
      name: 'the command that a tool runs, through a base class',
      code: `import { Command } from '@oclif/core'; class Base extends Command {}\nexport default class Seed extends Base { async run() { ${READ}; } }`,
    },
  ].map(silent),
  invalid: [
    {
      name: 'a flag that says that something is under way',
      code: `let busy = false; function tick() { if (!busy) { busy = true;\n${READ}; busy = false; } }\ntick(); setInterval(tick, 1000);`,
    },
    {
      name: 'a flag that sends away who comes while something is under way',
      code: `let busy = false; function tick() { if (busy) return; busy = true;\n${READ}; setImmediate(() => { busy = false; }); }\ntick(); setInterval(tick, 1000);`,
    },
    {
      name: 'a promise that is forgotten once it is settled',
      code: `let running; async function scan() {\n${READ}; }\nfunction tick() { running ??= scan().finally(() => { running = undefined; }); }\ntick(); setInterval(tick, 1000);`,
    },
    {
      name: 'a run that is forgotten when it ends, whatever becomes of it',
      code: `let running; function tick() { if (running) return running; running = (async () => { try {\n${READ}; } finally { running = null; } })(); }\ntick(); setInterval(tick, 1000);`,
    },
    {
      name: 'a variable that is empty at each run',
      code: `export async function f() { let text; if (!text) { text = '';\n${READ}; } return text; }\nawait f(); setInterval(f, 1000);`,
    },
    {
      name: 'what stands before a process that may end',
      code: `process.on('message', (message) => {\n${READ}; if (message === 'stop') process.exit(); });`,
    },
    {
      name: 'what stands behind another branch than the one that ends the process',
      code: `process.on('message', (message) => { if (message === 'stop') { process.exit(); }\n${READ}; });`,
    },
    {
      name: 'what listens to something else than to a server that cannot listen',
      code: `import net from 'node:net'; const server = net.createServer(); server.on('connection', () => {\n${READ}; });`,
    },
    {
      name: 'a function that starts a part, and is told which',
      code: `export class Jobs { async startProcess(job) {\n${READ}; } }`,
    },
    {
      name: 'what the start calls, and an async function that nobody is known to call',
      code: `async function connect() {\n${READ}; }\nexport const internals = { again: async () => connect() };\nasync function main() { await connect(); }\nawait main();`,
    },
    {
      name: 'a function that is told what to initialise',
      code: `export class Loader { async init(node, input, options) {\nreturn ${READ}; } }`,
    },
    {
      name: 'a route that a command adds',
      filename: 'bin/app.js',
      code: `import { app } from '../app.js'; export function build() { app.get('/x', (context) => {\n${READ}; }); }`,
    },
    {
      name: 'a server in the package of the command that starts it',
      filename: 'packages/cli/src/server.js',
      code: `import http from 'http'; http.createServer().listen(1); export async function save() {\n${READ}; }`,
    },
    {
      name: 'a server among the commands',
      filename: 'bin/www.js',
      code: `import http from 'http'; const server = http.createServer(); server.on('request', () => {\n${READ}; }); server.listen(1);`,
    },
    {
      name: 'a handler beside a command that says nothing of itself',
      code: `export const command = '/start'; export const handler = async (message) => {\n${READ}; };`,
    },
    {
      name: 'what watches records, from the start on',
      code: `import { records } from 'records'; async function main() { records.observe({ changed() {\n${READ}; } }); }\nawait main();`,
    },
    {
      name: 'a stream, through a base class',
      code: `import { Transform } from 'stream'; class Base extends Transform {} export class Lines extends Base { _transform(chunk, encoding, callback) {\n${READ}; callback(); } }`,
    },
    {
      name: 'a handler in a wrapper of its own',
      code: `const wrap = (fn) => (request, response) => fn(request, response); export const show = wrap((request, response) => {\nresponse.end(${READ}); });`,
    },
  ].map(reported),
});
