import { defineModule } from '../define.ts';

export const util = defineModule(
  'node:util',
  { kind: 'cpu' },
  {
    diff: {
      severity: 'medium',
      owner: 'no-large-sync-work',
      since: '22.15.0',
      advice: 'Bound the length of both inputs.',
      reason: 'takes time in proportion to the length times the number of differences',
    },
  },
);
