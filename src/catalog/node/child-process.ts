import { defineModule } from '../define.ts';

/** Starting a process alone takes 2 to 5 ms, then the loop waits for its end. The replacements resolve to another result. */
export const childProcess = defineModule(
  'node:child_process',
  { kind: 'process' },
  {
    execFileSync: { severity: 'high', instead: 'child_process.execFile' },
    execSync: { severity: 'high', instead: 'child_process.exec' },
    spawnSync: { severity: 'high', instead: 'child_process.spawn' },
  },
);
