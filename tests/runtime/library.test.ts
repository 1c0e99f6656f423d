import { createRequire } from 'node:module';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLibrary, describeFunction } from '../../src/runtime/libraries.ts';
import { pick, run } from './program.ts';

const hashSync = () => '';

test("monitor.instrument names a library's function while it blocks, with the line that called it", async () => {
  const program = await run('library.mjs');
  const said = program.stdout.map(({ text }) => text);
  const returned = program.stdout.find(({ text }) => text === 'checked');
  const [block] = pick(program, 'block');
  expect(block?.arrivedAt).toBeLessThan(returned?.at ?? 0);
  for (const { block: record } of [...pick(program, 'block'), ...pick(program, 'recovered')]) {
    expect(record).toMatchObject({ api: 'passwords.checkSync', attribution: 'api' });
    expect(record.frames[0]).toMatchObject({ function: 'login', line: 20 });
  }
  expect(said).toEqual(['looks the same true', 'checked', 'restored true']);
});

describe('a function of a library is called', () => {
  const { cache } = createRequire(import.meta.url);
  const library = { hashSync };
  class Engine {
    render() {
      return this;
    }
  }

  afterEach(() => {
    for (const key of Object.keys(cache).filter((name) => name.startsWith('/app/'))) Reflect.deleteProperty(cache, key);
  });

  function load(filename: string, exports: unknown): void {
    cache[filename] = { filename, exports } as NodeJS.Module;
  }

  test('by the catalog, where its package is there', () => {
    load('/app/node_modules/bcrypt/bcrypt.js', library);
    expect(describeFunction(library, 'hashSync')).toMatchObject({ name: 'bcrypt.hashSync', instead: 'bcrypt.hash' });
  });

  test('after its package, also that of a class, and of one in a scope', () => {
    load('/app/node_modules/@scope/engine/lib/index.js', { Engine, prototype: Engine.prototype });
    expect(describeFunction(Engine.prototype, 'render').name).toBe('@scope/engine.render');
  });

  test('after its class, or by its name alone, where nobody knows where it comes from', () => {
    expect(describeFunction(Engine.prototype, 'render').name).toBe('Engine#render');
    expect(describeFunction(library, 'hashSync')).toEqual({ name: 'hashSync', cure: 'Run it in a worker thread.' });
  });

  test('as it is told', () => {
    expect(describeFunction(library, 'hashSync', { name: 'bcryptjs' })).toMatchObject({
      name: 'bcryptjs.hashSync',
      instead: 'bcrypt.hash',
    });
  });
});

describe('what cannot be instrumented is refused', () => {
  const frozen = Object.freeze({ hashSync: () => '' });
  test.each([
    [undefined, ['x'], /expected a library, an object or a function, got undefined/],
    [{}, 'hashSync', /expected names of functions, as in \['hashSync'\], got "hashSync"/],
    [{}, [], /expected names of functions/],
    [{ hashSync, cost: 3 }, ['hash'], /no function 'hash'; it has hashSync$/],
    [{ cost: 3 }, ['cost'], /no function 'cost'$/],
    [frozen, ['hashSync'], /'hashSync' cannot be replaced/],
  ])('%j %j', (library, methods, message) => {
    expect(() => {
      checkLibrary(library, methods);
    }).toThrow(message);
  });

  test('the namespace of an ES module', async () => {
    const namespace = (await import('../../src/runtime/clock.ts')) as object;
    const sealed = Object.seal({ ...namespace });
    expect(() => {
      checkLibrary(sealed, ['now']);
    }).toThrow(/give its default export/);
  });
});
