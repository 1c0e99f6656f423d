import { defineModule } from '../define.ts';

export const wasi = defineModule(
  'node:wasi',
  { kind: 'cpu', advice: 'Run the program in a worker thread.' },
  {
    'WASI#start': { severity: 'high', reason: 'runs the whole program' },
    'WASI#initialize': { severity: 'medium' },
  },
);
