/** Whether a module is loaded before the program serves, other files tell. */
import { expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { useProject } from './project.ts';

const project = useProject(plugin.configs.strict);

const APP = `const http = require('node:http');
const { show } = require('./show.cjs');
http.createServer((req, res) => show(req, res)).listen(80);
`;

const show = (specifier: string): string => `exports.show = async (req, res) => {
  res.end(require('${specifier}').render(req.url));
};
`;

it.each([
  ['a file that the program loads as it starts', './page.cjs', `require('./page.cjs');\n`],
  ['a package that it loads', 'sharp', `const sharp = require('sharp');\n`],
  ['a part of a list that it loads', './page.cjs', `const {\n  render,\n} = require('./page.cjs');\n`],
])('%s is in memory', async (_, specifier, loads) => {
  const files = { 'app.cjs': loads + APP, 'show.cjs': show(specifier), 'page.cjs': 'exports.render = String;' };
  expect(await project.lint(files)).toEqual([]);
});

it('what a file imports that the program loads is in memory', async () => {
  const files = {
    'app.cjs': `require('./pages.mjs');\n${APP}`,
    'pages.mjs': `import {\n  page,\n} from './page.cjs';\n`,
    'page.cjs': 'exports.render = String;',
  };
  expect(await project.lint({ ...files, 'show.cjs': show('./page.cjs') })).toEqual([]);
});

it.each([
  ['is imported as a type only', `import type { Page } from './page.cjs';\n`],
  ['is loaded by a function', `function load() { return require('./page.cjs'); }\n`],
  ['is loaded by a callback', `module.exports = (name) => require('./page.cjs')[name];\n`],
  ['stands in a comment', `// require('./page.cjs')\n`],
])('a file that %s elsewhere is not', async (_, other) => {
  const files = { 'app.cjs': APP, 'other.ts': other, 'show.cjs': show('./page.cjs'), 'page.cjs': '' };
  expect(await project.lint(files)).toEqual([expect.stringContaining('show.cjs:2 no-lazy-require')]);
});

it('what the start of the program requires in a function is in memory, with what that loads', async () => {
  const files = {
    'app.cjs': `${APP}require('./start.cjs').start();`,
    'start.cjs': `exports.start = () => { require('./web.cjs'); };`,
    'web.cjs': `require('./page.cjs');`,
    'page.cjs': `exports.render = String;`,
  };
  expect(await project.lint({ ...files, 'show.cjs': show('./page.cjs') })).toEqual([]);
});

it('what the start chooses from a folder by name is in memory', async () => {
  const files = {
    'app.cjs': `${APP}require('./start.cjs').start();`,
    'start.cjs':
      "exports.start = () => { for (const name of ['page', 'mail']) exports[name] = require(`./parts/${name}`); };",
    'parts/page.js': `exports.render = String;`,
    'parts/mail.js': ``,
  };
  expect(await project.lint({ ...files, 'show.cjs': show('./parts/page') })).toEqual([]);
});

it('what only a file loads that is loaded late itself is not', async () => {
  const files = {
    'app.cjs': APP,
    'late.cjs': `const page = require('./page.cjs');\nexports.render = page.render;`,
    'page.cjs': `exports.render = String;`,
    'show.cjs': `exports.show = async (req, res) => {
  const { render } = require('./late.cjs');
  res.end(require('./page.cjs').render(req.url) + render(req.url));
};
`,
  };
  expect(await project.lint(files)).toEqual([
    expect.stringContaining('show.cjs:2 no-lazy-require'),
    expect.stringContaining('show.cjs:3 no-lazy-require'),
  ]);
});

it.each(['load.test.cjs', 'load_test.cjs', '__e2e__/load.cjs', 'jest.setup.cjs'])(
  '%s runs what it loads',
  async (name) => {
    const files = {
      'load.cjs': `exports.load = () => require('sharp');`,
      [name]: `const { load } = require('${name.includes('/') ? '.' : ''}./load.cjs');\nsetInterval(() => load(), 10);`,
    };
    expect(await project.lint(files)).toEqual([]);
  },
);

const LOAD = `exports.load = async () => require('sharp');\n`;

it.each([
  ['nothing is known to call', ''],
  [
    'an event of the program calls',
    `const bus = new (require('node:events'))();\nbus.on('routes', async () => { await require('./load.cjs').load(); });\n`,
  ],
])('an async function that %s says nothing where the program shows its handlers', async (_, other) => {
  const files = { 'load.cjs': LOAD, 'other.cjs': `const load = require('./load.cjs');\n${other}` };
  expect(await project.lint({ ...files, 'app.cjs': `require('./other.cjs');\n${APP}`, 'show.cjs': '' })).toEqual([]);
  expect(await project.lint({ ...files, 'app.cjs': '' })).toEqual([
    expect.stringContaining('load.cjs:1 no-lazy-require'),
  ]);
});
