import rule from '../../src/rules/no-lazy-require.ts';
import { testRule } from './rule-tester.ts';

function silent(name: string, code: string, filename = 'file.cjs') {
  return { name, code, filename };
}

function lazy(code: string, name = 'require', line = 1, filename = 'file.cjs') {
  return { name: code, code, filename, errors: [{ messageId: 'lazyRequire', line, data: { name, cure: CURE } }] };
}

const CURE = 'Load the module at the top of the file, or with `await import()`.';

testRule('no-lazy-require', rule, {
  valid: [
    silent('at the top', 'const sharp = require("sharp"); exports.f = async (x) => sharp(x);'),
    silent('at the top, where it is used', 'exports.f = async (x) => x; exports.g = require("sharp")(1);'),
    silent(
      'at the top, under a condition',
      'let sharp; if (process.env.IMAGES) { sharp = require("sharp"); } exports.f = async (x) => sharp(x);',
    ),
    silent('as the program starts', 'async function main() { require("dotenv").config(); } main();'),
    silent(
      'in a function that only start-up calls',
      'function load(name) { return require(name); } const plugins = ["a", "b"].map(load); exports.plugins = plugins;',
    ),
    silent(
      'before the server listens',
      'const http = require("http"); http.createServer((req, res) => res.end()).listen(80, () => { require("./banner"); });',
    ),
    silent(
      'in a function that the start of the program calls, too',
      'function load() { return require("sharp"); } load(); exports.f = async () => load();',
    ),
    silent(
      'in what loads plugins, as the start does',
      'function load(name) { return require(name); } load("a"); exports.f = async (name) => load(name);',
    ),
    silent('after the start', 'let queue; setImmediate(() => { queue = require("./queue"); });'),
    silent(
      'after the start, in a function of it',
      'function open() { setTimeout(() => { require("opener")("http://localhost"); }, 1000); } open();',
    ),
    {
      name: 'what is chosen at run time, where milliseconds do not count',
      code: 'exports.f = async (name) => require(`./plugins/${name}`);',
      filename: 'file.cjs',
      options: [{ minSeverity: 'medium' }],
    },
    {
      name: 'in an async function that no handler is known to call, where milliseconds do not count',
      code: 'exports.f = async () => require("sharp");',
      filename: 'file.cjs',
      options: [{ minSeverity: 'medium' }],
    },
    {
      name: 'data, where milliseconds do not count',
      code: 'exports.f = async () => require("./big.json");',
      filename: 'file.cjs',
      options: [{ minSeverity: 'medium' }],
    },
    silent('the manifest, which is small', 'exports.f = async () => require("../package.json").version;'),
    silent(
      'the manifest of another package',
      'const path = require("path");\nexports.f = async (folder) => { const file = path.join(folder, "package.json"); return require(file).version; };',
    ),
    silent('the manifest in a folder', 'exports.f = async (folder) => require(`${folder}/package.json`).version;'),
    silent('in a function that nothing calls', 'function load() { return require("sharp"); }'),
    silent(
      'a module of Node, which is in memory',
      'exports.f = async () => require("node:fs").promises.readFile("x");',
    ),
    silent('a module of Node by its bare name', 'exports.f = async () => require("fs").promises.readFile("x");'),
    silent('an import that is awaited', 'export async function f() { return await import("sharp"); }', 'file.js'),
    silent(
      "a page's own loader",
      'define("votes", ["hooks"], (hooks) => { hooks.on("open", () => { require(["charts"], (charts) => charts.draw()); }); });',
    ),
    silent('a script of a page', 'exports.f = async () => require("./votes").show();', 'public/admin.cjs'),
    silent('another require', 'exports.f = async (require) => require("sharp");'),
    silent('where a module is', 'exports.f = async () => require.resolve("sharp");'),
    {
      name: 'once, where that is permitted',
      code: 'let sharp; exports.f = async () => { sharp ??= require("sharp"); };',
      filename: 'file.cjs',
      options: [{ allowLazyInit: true }],
    },
    {
      name: 'where it is allowed',
      code: 'exports.f = async () => require("sharp");',
      filename: 'file.cjs',
      options: [{ allow: ['require'] }],
    },
  ],
  invalid: [
    {
      name: 'behind a handler, where milliseconds do not count',
      code: 'const app = require("express")();\nconst load = async () => require("sharp");\napp.get("/", async (req, res) => { res.send(await load()); });',
      filename: 'file.cjs',
      options: [{ minSeverity: 'medium' }],
      errors: [{ messageId: 'lazyRequire', line: 2 }],
    },
    lazy(
      'const fs = require("fs");\nexports.f = async (x) => require("sharp")(fs, x);',
      'require',
      2,
      'static/file.cjs',
    ),
    lazy('exports.f = async (x) => require("sharp")(x);'),
    lazy('exports.f = async () => require("./big.json");'),
    lazy('module.exports = async () => {\n  const sharp = require("sharp");\n  return sharp();\n};', 'require', 2),
    lazy('exports.f = async (name) => require(`./plugins/${name}`);'),
    lazy(
      'const app = require("express")();\napp.get("/", (req, res) => {\n  res.send(require("./page"));\n});',
      'require',
      3,
    ),
    lazy('setInterval(() => { require("./job")(); }, 1000);'),
    lazy('exports.f = async () => { setImmediate(() => { require("./job")(); }); };'),
    lazy('exports.f = async () => require("./my-package.json");'),
    lazy(
      'const path = require("path");\nexports.f = async (folder) => require(path.join(folder, "package.js"));',
      'require',
      2,
    ),
    lazy('exports.f = async () => module.require("sharp");', 'module.require'),
    lazy('function load() { return require("sharp"); }\nexports.f = async () => load();', 'require', 1),
    lazy(
      'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\nexport async function f() { return load("sharp"); }',
      'load',
      3,
      'file.js',
    ),
  ],
});
