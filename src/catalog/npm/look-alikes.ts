/** APIs whose names look like blocking ones, and that do not block. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { each } from '../rows.ts';

const IN_MEMORY: Row = { severity: 'none', reason: 'computes in memory, on values of the size that code has' };

const reactDom = defineModule(
  'react-dom',
  { kind: 'other' },
  {
    flushSync: { severity: 'none', reason: 'applies updates of the view at once' },
  },
);

const effect = defineModule(
  'effect',
  { kind: 'other' },
  {
    ...each(['Effect.runSync', 'Effect.runSyncExit', 'Effect.sync'], {
      severity: 'none',
      reason: 'runs an effect that does not wait',
    }),
  },
);

const yup = defineModule(
  'yup',
  { kind: 'other' },
  {
    ...each(
      ['isValidSync', 'validateSync', 'validateSyncAt'].flatMap((name) => [
        `Schema#${name}`,
        `object().${name}`,
        `string().${name}`,
      ]),
      IN_MEMORY,
    ),
  },
);

const formData = defineModule(
  'form-data',
  { kind: 'other' },
  {
    '#getLengthSync': { severity: 'none', reason: 'adds up the lengths that are known' },
  },
);

const unified = defineModule(
  'unified',
  { kind: 'other' },
  {
    ...each(['unified().processSync', 'unified().runSync'], IN_MEMORY),
  },
);

export const LOOK_ALIKES: readonly BlockingModule[] = [effect, formData, reactDom, unified, yup];
