import { defineModule } from '../define.ts';

/** Also the global `process`. */
export const process = defineModule(
  'node:process',
  { kind: 'fs' },
  {
    dlopen: { severity: 'low', kind: 'module', advice: 'Load the addon once, at start-up.' },
    loadEnvFile: { severity: 'low', since: '20.12.0', advice: 'Load the file once, at start-up.' },
    'report.getReport': {
      severity: 'medium',
      kind: 'cpu',
      advice: 'Set `process.report.excludeNetwork`, and keep it for emergencies.',
      reason: 'walks the heap, and asks the DNS for the names of all peers',
    },
    'report.writeReport': {
      severity: 'medium',
      advice: 'Set `process.report.excludeNetwork`, and keep it for emergencies.',
      reason: 'walks the heap, and asks the DNS for the names of all peers',
    },
  },
);
