import { defineModule, type Row } from '../define.ts';

export const module = defineModule(
  'node:module',
  { kind: 'module' },
  {
    'createRequire()': lazy(),
    'createRequire().resolve': { severity: 'low', advice: 'Resolve it once, when the module loads.' },
    'Module#require': lazy(),
    findPackageJSON: {
      severity: 'low',
      kind: 'fs',
      since: '22.14.0',
      advice: 'Look it up once, when the module loads.',
    },
    flushCompileCache: {
      severity: 'medium',
      kind: 'fs',
      since: '22.10.0',
      advice: 'Leave it to the exit of the process.',
    },
    register: {
      severity: 'medium',
      advice: 'Register hooks with `--import`, before the program starts.',
      reason: 'waits for another thread to load the hooks',
      since: '20.6.0',
    },
    stripTypeScriptTypes: {
      severity: 'low',
      kind: 'cpu',
      since: '22.13.0',
      advice: 'Strip the types when you build.',
    },
  },
);

function lazy(): Row {
  return {
    severity: 'low',
    cases: [{ arg: 0, type: 'string', severity: 'medium' }],
    owner: 'no-lazy-require',
    advice: 'Load the module at the top of the file, or with `await import()`.',
  };
}
