import { defineModule } from '../define.ts';

/** Behind `--experimental-ffi` in 26.1 to 26.8. */
export const ffi = defineModule(
  'node:ffi',
  { kind: 'other', advice: 'Call the library from a worker thread.' },
  {
    DynamicLibrary: { severity: 'low', trigger: 'new', since: '26.9.0', advice: 'Load the library once, at start-up.' },
    dlopen: { severity: 'low', since: '26.9.0', advice: 'Load the library once, at start-up.' },
    'DynamicLibrary#getFunction()': {
      severity: 'medium',
      since: '26.9.0',
      reason: 'a native function runs on the calling thread',
    },
  },
);
