import { defineModule, type Row } from '../define.ts';
import { each } from '../rows.ts';

/** Browsers have them too, and nearly all code that uses them is theirs. */
export const GLOBALS_OF_BROWSERS: ReadonlySet<string> = new Set(['alert', 'confirm', 'localStorage', 'prompt']);

const ELSEWHERE = [20, 22, 24, 26];

/** `process` is `node:process`, under either name. */
export const globals = defineModule(
  'global',
  { kind: 'other' },
  {
    'Atomics.wait': {
      kind: 'sleep',
      severity: 'high',
      instead: 'Atomics.waitAsync',
      cases: [
        { arg: 3, atMost: 0, severity: 'none' },
        { arg: 3, atMost: 10, severity: 'medium' },
      ],
    },

    ...each(['alert', 'confirm', 'prompt'], {
      kind: 'input',
      severity: 'high',
      instead: 'readline.promises.Interface#question',
      reason: 'waits for a human',
      notIn: ELSEWHERE,
    }),

    require: lazy(),
    'module.require': lazy(),
    'require.resolve': { kind: 'module', severity: 'low', advice: 'Resolve it once, when the module loads.' },
    'import.meta.resolve': {
      kind: 'module',
      severity: 'low',
      advice: 'Resolve it once, when the module loads.',
      since: '20.6.0',
    },

    // Most files that hold JSON were written by the program itself, or its users, and are small.
    'JSON.parse': {
      ...sized('Bound the size of the input, or parse it in a worker pool such as piscina.'),
      input: 0,
      origins: { file: 'low' },
    },
    // What is put into JSON again has been through a parser: of a framework, within its limit, or where that is reported.
    'JSON.stringify': {
      ...sized('Bound the size of the value, or serialise it in a worker pool such as piscina.'),
      input: 0,
      origins: { file: 'none', answer: 'none', received: 'low' },
    },
    // What programs copy of their own is small, nearly always.
    structuredClone: {
      ...sized('Copy only the parts that change.'),
      passed: true,
      origins: { file: 'low', received: 'low' },
    },

    'WebAssembly.Module': { kind: 'cpu', severity: 'medium', trigger: 'new', instead: 'WebAssembly.compile' },
    'WebAssembly.Instance': { kind: 'cpu', severity: 'low', trigger: 'new', instead: 'WebAssembly.instantiate' },

    gc: { kind: 'cpu', severity: 'medium', advice: 'Leave it to V8.' },

    ...each(
      ['clear', 'getItem', 'key', 'removeItem', 'setItem'].map((name) => `localStorage.${name}`),
      {
        kind: 'fs',
        severity: 'low',
        advice: 'Keep the data in a database with an asynchronous driver.',
        since: '22.4.0',
      },
    ),

    'CSSStyleSheet#replaceSync': { severity: 'none', notIn: ELSEWHERE },
  },
);

/**
 * What the first `require` of a module costs, which grows with all that the module requires itself. What is chosen at run
 * time is a plugin mostly, which the start has loaded, or a user chooses once.
 */
function lazy(): Row {
  return {
    kind: 'module',
    severity: 'low',
    cases: [{ arg: 0, type: 'string', severity: 'medium' }],
    owner: 'no-lazy-require',
    advice: 'Load the module at the top of the file, or with `await import()`.',
  };
}

/** CPU time in proportion to the first argument: 6.5 MB of JSON parse in 61 ms. */
function sized(advice: string): Row {
  return {
    kind: 'cpu',
    severity: 'medium',
    owner: 'no-large-sync-work',
    advice,
    cases: [{ arg: 0, type: 'string', severity: 'none' }],
  };
}
