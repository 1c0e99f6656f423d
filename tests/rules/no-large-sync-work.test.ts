import rule from '../../src/rules/no-large-sync-work.ts';
import { testRule } from './rule-tester.ts';

function silent(name: string, code: string, filename = 'file.js') {
  return { name, code, filename };
}

function large(name: string, code: string, line = 1) {
  return {
    name: code,
    code,
    errors: [{ message: new RegExp(`^\`${escape(name)}\` blocks the event loop for longer, the larger`), line }],
  };
}

function escape(text: string): string {
  return text.replaceAll(/[.()#$]/g, String.raw`\$&`);
}

testRule('no-large-sync-work', rule, {
  valid: [
    // Small, or not known to be large.
    silent('a literal', 'export async function f() { return JSON.parse(\'{"a":1}\'); }'),
    silent(
      'an object that is written here',
      'export async function f(a, b) { return JSON.stringify({ a, b: [b], ok: true }); }',
    ),
    silent(
      'the answer of the own server, on a page',
      'export async function f(id) { const answer = await fetch(`/api/${id}`); return JSON.parse(await answer.text()); }',
    ),
    silent(
      'what a script of a page got',
      'export async function f(answer) { return structuredClone(answer); }',
      'public/f.js',
    ),
    silent(
      'a file that tells its version',
      'import fs from "node:fs/promises"; export async function f() { return JSON.parse(await fs.readFile("package.json", "utf8")); }',
    ),
    silent(
      'a translation',
      'import fs from "node:fs/promises"; import path from "node:path"; const folder = path.join("public", "locales"); export async function f(name) { return JSON.parse(await fs.readFile(path.join(folder, `${name}.json`), "utf8")); }',
    ),
    silent(
      'a configuration whose path another function gives',
      'import fs from "node:fs"; export async function f(home) { const text = fs.readFileSync(getConfigPath(home)); return JSON.parse(text); } function getConfigPath(home) { return home + "/rc"; }',
    ),
    silent(
      'a key whose path callers give',
      'import fs from "node:fs"; async function read(file) { return JSON.parse(fs.readFileSync(file)); } export async function f() { return await read("./keys/a.json"); }',
    ),
    silent(
      'what a function of the program hands to its callback later',
      'function query(text, done) { process.nextTick(done, null, read(text)); } export async function f() { query("all", (error, rows) => JSON.parse(rows[0].value)); }',
    ),
    silent(
      'a part of what a parser gave',
      'export function f(req, res) { res.end(JSON.stringify(req.body.settings)); }',
    ),
    silent(
      'the digest of a part that a function is given',
      'import { createHmac } from "node:crypto"; function sign(text) { return createHmac("sha256", "key").update(text).digest("hex"); } export function f(req, res) { res.end(sign(req.body.challenge)); }',
    ),
    silent(
      'what was an answer in JSON before',
      'export async function f(url) { const answer = await (await fetch(url)).json(); throw new Error(JSON.stringify(answer)); }',
    ),
    silent(
      'what a function reads that speaks of languages',
      'import fs from "node:fs/promises"; export async function getLangData(code) { return JSON.parse(await fs.readFile(code, "utf8")); }',
    ),
    silent(
      'what a file reads that speaks of settings',
      'import fs from "node:fs/promises"; export async function f(name) { return JSON.parse(await fs.readFile(name, "utf8")); }',
      'user-settings.js',
    ),
    silent(
      'a file whose path is called a configuration, in short',
      'import fs from "node:fs/promises"; export async function f(folder) { const RTLConfFile = folder + "/x.json"; return JSON.parse(await fs.readFile(RTLConfFile)); }',
    ),
    silent(
      'a script of the program',
      'import { createHash } from "node:crypto"; import fs from "node:fs/promises"; import path from "node:path"; export async function f(folder) { return createHash("md5").update(await fs.readFile(path.join(folder, "js/worker.js"))).digest("hex"); }',
    ),
    silent(
      'a file whose path is called a manifest',
      'import fs from "node:fs/promises"; export async function f(find) { const manifestPath = await find(); return JSON.parse(await fs.readFile(manifestPath)); }',
    ),
    silent(
      'a translation whose path is put together',
      'import fs from "node:fs/promises"; export async function f(name) { return JSON.parse(await fs.readFile("i18n/" + name)); }',
    ),
    silent(
      'the digest of an answer that somebody types in',
      'import { createHash } from "node:crypto"; export async function f(req, res) { res.end(createHash("sha1").update(req.body.answer).digest("hex")); }',
    ),
    {
      name: 'the digest of what a handler is given, where milliseconds do not count',
      code: 'import { createHash } from "node:crypto"; export function f(req, res) { res.end(createHash("sha1").update(req.body).digest("hex")); }',
      options: [{ minSeverity: 'medium' }],
    },
    silent(
      'a file beside the source',
      'const fs = require("fs"); const path = require("path"); exports.f = async (name) => JSON.parse(fs.readFileSync(path.join(__dirname, "schemas", name)));',
      'file.cjs',
    ),
    silent(
      'the digest of a password',
      'import { createHash } from "node:crypto"; export async function f(req, res) { res.end(createHash("sha1").update(req.body.password).digest("hex")); }',
    ),
    silent(
      'what a script of a page holds',
      'export async function f(state) { return structuredClone(state); }',
      'frontend/js/f.js',
    ),
    silent(
      'a datagram',
      'import dgram from "node:dgram"; dgram.createSocket("udp4").on("message", (message) => { console.log(JSON.parse(message)); });',
    ),
    silent(
      'what an emitter of the program says',
      'import { EventEmitter } from "node:events"; const runner = new EventEmitter(); runner.on("position", (position) => { console.log(JSON.stringify(position)); });',
    ),
    silent(
      'what an emitter says that nobody knows',
      'export function watch(runner) { runner.on("position", (position) => { console.log(JSON.stringify(position)); }); }\nexport const f = async (runner) => watch(runner);',
    ),
    silent(
      'an error',
      'import { spawn } from "node:child_process"; export async function f() { spawn("ls").on("error", (error) => { console.log(JSON.stringify(error)); }); }',
    ),
    silent(
      'a copy of an error, or what a process says of one',
      'export async function f(err) { return structuredClone(err); }\nexport function watch() { process.on("uncaughtException", (thrown) => { console.log(JSON.stringify(thrown)); }); }\nwatch();',
    ),
    silent(
      'a file that a setting names as one of settings',
      'import { readFile } from "node:fs/promises"; import conf from "nconf"; export async function f() { return JSON.parse(await readFile(conf.get("defaultServerConfigFile"))); }',
    ),
    {
      name: 'what a parser has been through already, where milliseconds do not count',
      code: 'export function f(req, res) { res.end(JSON.stringify(req.body)); }',
      options: [{ minSeverity: 'medium' }],
    },
    silent(
      'a line',
      'import readline from "node:readline"; export async function f(input) { readline.createInterface({ input }).on("line", (line) => { console.log(JSON.parse(line)); }); }',
    ),
    {
      name: 'the JSON of a file, where milliseconds do not count',
      code: 'import { readFile } from "node:fs/promises"; export async function f(name) { return JSON.parse(await readFile(name, "utf8")); }',
      options: [{ minSeverity: 'medium' }],
    },
    silent('a copy of its own state', 'export class Store { async f() { return structuredClone(this.state); } }'),
    silent(
      'a copy of what it made',
      'export async function f(get) { const made = get(); return structuredClone(made); }',
    ),
    silent(
      'a copy of what it is given, by one who knows',
      'async function copy(part) { return structuredClone(part); } export async function f(get) { return await copy(get()); }',
    ),
    silent(
      'parts that are joined, none of them large',
      'import { createDecipheriv } from "node:crypto"; export async function f(key, iv, text) { const d = createDecipheriv("aes-128-cbc", key, iv); return JSON.parse(Buffer.concat([d.update(text), d.final()]).toString()); }',
    ),
    silent(
      'the digest of what callers name one by one',
      'import { createHash } from "node:crypto"; function hash(...parts) { return createHash("sha1").update(Buffer.concat(parts)).digest(); } export async function f(salt) { return hash(salt, "x"); }',
    ),
    silent('something unknown', 'export async function f(get) { return JSON.parse(get()); }'),
    silent('a header', 'export async function f(req, res) { res.end(JSON.parse(req.headers.cookie)); }'),
    silent('a parameter of the route', 'export function f(req, res) { res.end(JSON.stringify(req.params)); }'),
    silent('the query', 'export function f(req, res) { res.end(JSON.stringify(req.query.filter)); }'),
    silent(
      'the digest of a token',
      'import { createHash } from "node:crypto"; export async function f(token) { return createHash("sha256").update(token).digest("hex"); }',
    ),
    silent(
      'a digest that gets one chunk after another',
      'import { createHash } from "node:crypto"; export async function f(stream) { const hash = createHash("sha256"); stream.on("data", (chunk) => { hash.update(chunk); }); }',
    ),
    silent(
      'the digest of a literal',
      'import { createHash } from "node:crypto"; export async function f() { return createHash("sha256").update("key").digest(); }',
    ),
    silent(
      'a copy of a constant',
      'const DEFAULTS = { a: 1, b: [2] }; export async function f() { return structuredClone(DEFAULTS); }',
    ),
    silent(
      'a copy of a frozen constant',
      'const DEFAULTS = Object.freeze({ a: 1 }); export async function f() { return structuredClone(DEFAULTS); }',
    ),

    // Its size was held against a limit.
    silent(
      'a body that is sent back where it is too long',
      'export function f(req, res) { if (!req.body || req.body.length > 1e6) return res.sendStatus(413); res.end(JSON.parse(req.body).name); }',
    ),
    silent(
      'a body that is parsed where it is short',
      'export function f(req, res) { const { body } = req; res.end(Buffer.byteLength(body) <= MAX ? JSON.parse(body).name : ""); }',
    ),
    silent(
      'a message without more than a limit, and with something in it',
      'export function f(req, res) { const text = String(req.body); if (text.length > 0 && text.length < MAX) { res.end(JSON.parse(text).name); } else { res.end(); } }',
    ),
    silent(
      'chunks that are counted',
      'import http from "node:http"; http.createServer((req, res) => { const chunks = []; let size = 0; req.on("data", (chunk) => { size += chunk.length; if (size > MAX) { req.destroy(); return; } chunks.push(chunk); }); req.on("end", () => { const body = Buffer.concat(chunks).toString(); res.end(JSON.parse(body).name); }); });',
    ),
    silent(
      'a text that stops to grow',
      'import http from "node:http"; http.createServer((req, res) => { let body = ""; req.on("data", (chunk) => { body += chunk; if (body.length > 1e6) req.destroy(); }); req.on("end", () => { res.end(JSON.parse(body).name); }); });',
    ),

    // Before the program serves.
    silent(
      'as the program starts',
      'import fs from "node:fs"; export const config = JSON.parse(fs.readFileSync("config.json", "utf8"));',
    ),
    silent(
      'in main',
      'import { readFile } from "node:fs/promises"; async function main() { return JSON.parse(await readFile("x")); } await main();',
    ),
    silent(
      'in a function that nothing calls',
      'import { renderToString } from "react-dom/server"; function f(app) { return renderToString(app); }',
    ),

    // Names are no evidence.
    silent(
      'another JSON',
      'import { JSON } from "./fast-json.js"; export async function f(req, res) { res.end(JSON.parse(req.body)); }',
    ),
    silent(
      'another renderToString',
      'import { renderToString } from "./templates.js"; export async function f(x) { return renderToString(x); }',
    ),

    {
      name: 'where it is allowed',
      code: 'export async function f(req, res) { res.end(JSON.stringify(req.body)); }',
      options: [{ allow: ['JSON.stringify'] }],
    },
  ],
  invalid: [
    large(
      'JSON.parse',
      'import http from "node:http"; http.createServer((req, res) => { let body = Buffer.alloc(0); req.on("data", (chunk) => { body = Buffer.concat([body, chunk]); }); req.on("end", () => { res.end(JSON.parse(body).name); }); });',
    ),
    // A size that is looked at, but not held against a limit before the call.
    large('JSON.parse', 'export function f(req, res) { if (req.body.length > 0) res.end(JSON.parse(req.body).name); }'),
    large(
      'JSON.parse',
      'export function f(req, res) { if (req.body.length < MIN) return res.end(); res.end(JSON.parse(req.body).name); }',
    ),
    large(
      'JSON.parse',
      'export function f(req, res) { if (req.body.length > MAX) console.warn("large"); res.end(JSON.parse(req.body).name); }',
    ),
    large(
      'JSON.parse',
      'export function f(req, res) { if (req.url.length > 1000) return; res.end(JSON.parse(req.body).name); }',
    ),
    large(
      'JSON.parse',
      'export function f(req, res) { const { name } = JSON.parse(req.body); if (req.body.length > MAX) return; res.end(name); }',
    ),

    // What a client sends.
    large('JSON.parse', 'export async function f(req, res) { res.end(JSON.parse(req.body).x); }'),
    large(
      'JSON.parse',
      'export async function f(req, res) { const { body } = req; res.end(JSON.parse(body.toString()).x); }',
    ),
    large('JSON.stringify', 'export function f(req, res) { res.end(JSON.stringify(req.body)); }'),
    large('JSON.stringify', 'export function f(req, res) { res.end(JSON.stringify(req.body.data)); }'),
    large(
      'JSON.parse',
      'import http from "node:http";\nhttp.createServer((req, res) => {\n  let body = "";\n  req.on("data", (chunk) => { body += chunk; });\n  req.on("end", () => { res.end(JSON.parse(body).x); });\n});',
      5,
    ),
    large(
      'JSON.parse',
      'import { WebSocketServer } from "ws"; new WebSocketServer({ port: 80 }).on("connection", (ws) => { ws.on("message", (data) => { ws.send(JSON.parse(data).x); }); });',
    ),
    large(
      'JSON.parse',
      'import { WebSocketServer } from "ws"; new WebSocketServer({ port: 80 }).on("connection", (ws) => { ws.on("message", (data) => { const m = JSON.parse(data.toString("utf8")); ws.send(m.x); }); });',
    ),
    large(
      'JSON.parse',
      'function parse(text) { return JSON.parse(text); }\nexport async function f(req, res) { res.end(parse(req.body).x); }',
    ),
    large(
      'crypto.Hash#update',
      'import { createHash } from "node:crypto"; export async function f(req, res) { res.end(createHash("sha256").update(req.body).digest("hex")); }',
    ),

    // What a file or a response holds.
    large(
      'JSON.parse',
      'import { readFile } from "node:fs/promises"; export async function f(name) { return JSON.parse(await readFile(name, "utf8")); }',
    ),
    large(
      'JSON.parse',
      'import fs from "node:fs"; export async function f(name) { const text = await fs.promises.readFile(name); return JSON.parse(text.toString()); }',
    ),
    large(
      'JSON.parse',
      'import fs from "node:fs"; export async function f(name) { fs.readFile(name, (error, data) => { JSON.parse(data); }); return JSON.parse(fs.readFileSync(name)); }',
    ),
    large(
      'JSON.parse',
      'export async function f(url) { const response = await fetch(url); return JSON.parse(await response.text()); }',
    ),
    large('JSON.parse', 'export async function f(chunks) { return JSON.parse(Buffer.concat(chunks)); }'),
    large(
      'JSON.parse',
      'import { text } from "node:stream/consumers"; export async function f(stream) { return JSON.parse(await text(stream)); }',
    ),
    large(
      'crypto.Hash#update',
      'import { createHash } from "node:crypto"; import { readFile } from "node:fs/promises"; export async function f(name) { const hash = createHash("sha256"); hash.update(await readFile(name)); return hash.digest("hex"); }',
    ),

    // What is large by its nature.
    large('structuredClone', 'export async function f(state) { return structuredClone(state); }'),
    large('structuredClone', 'export function f(req, res) { const kept = req.body; res.json(structuredClone(kept)); }'),
    large(
      'JSON.parse',
      'import fs from "node:fs/promises"; export async function f(name) { return JSON.parse(await fs.readFile(`chats/${name}.json`, "utf8")); }',
    ),
    large(
      'JSON.parse',
      'import fs from "node:fs/promises"; async function read(file) { return JSON.parse(await fs.readFile(file, "utf8")); } export async function f(id) { return [await read("config.json"), await read(id)]; }',
    ),
    large(
      'react-dom/server.renderToString',
      'import { renderToString } from "react-dom/server"; export async function f(req, res) { res.send(renderToString(req.app)); }',
    ),
    large(
      'react-dom/server.renderToStaticMarkup',
      'import { renderToStaticMarkup as render } from "react-dom/server"; export async function f(app) { return render(app); }',
    ),
    large(
      'marked.parse',
      'import { marked } from "marked"; import * as m from "marked"; export async function f(text) { return m.parse(text); }',
    ),
    large(
      'fast-xml-parser.XMLParser#parse',
      'import { XMLParser } from "fast-xml-parser"; const parser = new XMLParser(); export async function f(xml) { return parser.parse(xml); }',
    ),
    large('v8.serialize', 'import v8 from "node:v8"; export async function f(state) { return v8.serialize(state); }'),
  ],
});
