/** Handlers of a framework that does not wait for them, or of which no version is installed. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

const project = useProject(plugin.configs.recommended, { settings: { unblocked: { fix: true } } });

const HEAD = `import express from 'express';\nimport fs from 'node:fs';\nconst app = express();\n`;

/** What `--fix` makes of code behind {@link HEAD}; undefined where it leaves the handlers as they are. */
async function fix(code: string): Promise<string | undefined> {
  await project.write({ 'app.ts': HEAD + code });
  const [result] = await project.createESLint({ fix: true }).lintFiles(['app.ts']);
  return result?.output?.replace(HEAD, '');
}

describe('a handler of Express 4 that becomes async', () => {
  it('hands on its errors by itself, as Express did before', async () => {
    const before = `app.get('/', (req, res) => {\n  // the page\n  const page = fs.readFileSync('x');\n  res.send(page);\n});\n`;
    expect(await fix(before)).toBe(
      `app.get('/', async (req, res, next) => {\n  try {\n    // the page\n    const page = await fs.promises.readFile('x');\n    res.send(page);\n  } catch (error) {\n    next(error);\n  }\n});\n`,
    );
  });

  it.each([
    ['a text', '`\n  <main>\n`'],
    ['a comment', '/* of\n  two lines */ 1'],
  ])('keeps the lines inside of %s, and those that are empty', async (_, value) => {
    const before = `app.get('/', (req, res) => {\n\tlet head = ${value};\n\n\tif (head) {\n\t\thead = fs.readFileSync('x');\n\t}\n\tres.send(head);\n});\n`;
    expect(await fix(before)).toBe(
      `app.get('/', async (req, res, next) => {\n\ttry {\n\t\tlet head = ${value};\n\n\t\tif (head) {\n\t\t\thead = await fs.promises.readFile('x');\n\t\t}\n\t\tres.send(head);\n\t} catch (error) {\n\t\tnext(error);\n\t}\n});\n`,
    );
  });

  it('lets a line be that begins inside of what is rewritten', async () => {
    const before = `app.get('/', (req, res) => {\n  const page = fs\n    .readFileSync('x');\n  res.send(page);\n});\n`;
    expect(await fix(before)).toBe(
      `app.get('/', async (req, res, next) => {\n  try {\n    const page = await fs.promises.readFile('x');\n    res.send(page);\n  } catch (error) {\n    next(error);\n  }\n});\n`,
    );
  });

  it('moves the lines of a handler within another one twice', async () => {
    const inner = `  app.get('/b', (req, res) => {\n    res.send(fs.readFileSync('y'));\n  });\n`;
    expect(await fix(`app.get('/a', (req, res) => {\n${inner}  res.send(fs.readFileSync('x'));\n});\n`)).toBe(
      `app.get('/a', async (req, res, next) => {\n  try {\n    app.get('/b', async (req, res, next) => {\n      try {\n        res.send(await fs.promises.readFile('y'));\n      } catch (error) {\n        next(error);\n      }\n    });\n    res.send(await fs.promises.readFile('x'));\n  } catch (error) {\n    next(error);\n  }\n});\n`,
    );
  });

  it('does so on one line, and behind other middleware', async () => {
    expect(await fix(`app.get('/', check, function (req, res) { res.send(fs.readFileSync('x')); });\n`)).toBe(
      `app.get('/', check, async function (req, res, next) { try { res.send(await fs.promises.readFile('x')); } catch (error) { next(error); } });\n`,
    );
  });

  it.each([
    ['of its own', '(req, res, done) =>', 'done'],
    ['of a handler of errors', '(error, req, res, next) =>', 'next'],
    ['with a type', '(req: Request, res: Response, next: NextFunction) =>', 'next'],
  ])('takes the `next` %s', async (_, head, name) => {
    expect(await fix(`app.use(${head} { res.send(fs.readFileSync('x')); });\n`)).toBe(
      `app.use(async ${head} { try { res.send(await fs.promises.readFile('x')); } catch (error) { ${name}(error); } });\n`,
    );
  });

  it('may have a name, and several routes', async () => {
    const routes = `app.get('/', show);\napp.use(show);\n`;
    expect(await fix(`function show(req, res) { res.send(fs.readFileSync('x')); }\n${routes}`)).toBe(
      `async function show(req, res, next) { try { res.send(await fs.promises.readFile('x')); } catch (error) { next(error); } }\n${routes}`,
    );
  });

  it('brings the helper that it calls with it', async () => {
    const helper = `function load(path: string) { return fs.readFileSync(path); }\n`;
    expect(await fix(`${helper}app.get('/', (req, res) => { res.send(load('x')); });\n`)).toBe(
      `async function load(path: string) { return await fs.promises.readFile(path); }\napp.get('/', async (req, res, next) => { try { res.send(await load('x')); } catch (error) { next(error); } });\n`,
    );
  });
});

describe('a handler stays as it is', () => {
  it.each([
    ['whose body is an expression', `(req, res) => res.send(fs.readFileSync('x'))`],
    ['that uses the name otherwise', `(req, res) => { const next = fs.readFileSync('x'); res.send(next); }`],
    ['that takes what it is given as a list', `(req, ...rest) => { rest[0].send(fs.readFileSync('x')); }`],
    ['whose `next` is taken apart', `(req, res, { name }) => { res.send(fs.readFileSync(name)); }`],
    ['that starts with a directive', `function (req, res) { 'use strict'; res.send(fs.readFileSync('x')); }`],
  ])('%s', async (_, handler) => {
    expect(await fix(`app.get('/', ${handler});\n`)).toBeUndefined();
  });

  it.each([
    ['of a parameter', `app.param('id', (req, res, next, id) => { req.page = fs.readFileSync(id); next(); });`],
    ['of another framework', `new Koa().use((ctx, next) => { ctx.body = fs.readFileSync('x'); });`],
    [
      'that is called by other code, too',
      `function show(req, res) { res.send(fs.readFileSync('x')); }\napp.get('/', show);\nsetInterval(() => show(null, fake), 10);`,
    ],
  ])('%s', async (_, code) => {
    expect(await fix(`import Koa from 'koa';\n${code}\n`)).toBeUndefined();
  });
});
