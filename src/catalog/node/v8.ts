import { defineModule } from '../define.ts';
import { each } from '../rows.ts';

/** Figures are of a heap of some 10 MB; a snapshot of a server's heap takes seconds. */
export const v8 = defineModule(
  'node:v8',
  { kind: 'cpu' },
  {
    writeHeapSnapshot: { severity: 'high', advice: 'Take the snapshot in a process that no longer serves.' },
    getHeapSnapshot: {
      severity: 'high',
      advice: 'Take the snapshot in a process that no longer serves.',
      reason: 'returns a stream, but takes the whole snapshot first',
    },
    queryObjects: {
      severity: 'high',
      since: '20.13.0',
      advice: 'Keep it for debugging.',
      reason: 'collects garbage, then walks the heap',
    },
    takeCoverage: { severity: 'medium', kind: 'fs', advice: 'Write the coverage at shutdown.' },
    ...each(['Deserializer#readValue', 'Serializer#writeValue', 'deserialize', 'serialize'], {
      severity: 'medium',
      owner: 'no-large-sync-work',
      advice: 'Bound the size of the value, or do it in a worker thread.',
    }),
  },
);
