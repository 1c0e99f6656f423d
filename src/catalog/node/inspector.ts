import { defineModule } from '../define.ts';

export const inspector = defineModule(
  'node:inspector',
  { kind: 'other' },
  {
    open: {
      severity: 'none',
      advice: 'Leave out `wait`.',
      reason: 'waits for a debugger to connect when its third argument is true',
      cases: [{ arg: 2, is: [true], severity: 'high' }],
    },
    waitForDebugger: { severity: 'high', advice: 'Start Node with `--inspect-wait`.' },
    'Session#post': {
      severity: 'none',
      kind: 'cpu',
      advice: 'Take the snapshot in a process that no longer serves.',
      cases: [
        { arg: 0, is: ['HeapProfiler.takeHeapSnapshot'], severity: 'high' },
        { arg: 0, is: ['HeapProfiler.collectGarbage'], severity: 'medium' },
      ],
    },
  },
);

export const inspectorPromises = defineModule(
  'node:inspector/promises',
  { kind: 'other', mirrors: 'node:inspector' },
  {},
);
