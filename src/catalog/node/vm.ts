import { defineModule } from '../define.ts';
import { each } from '../rows.ts';

/** Running code takes as long as the code does; `timeout` bounds a block but does not prevent it. */
export const vm = defineModule(
  'node:vm',
  { kind: 'cpu', advice: 'Run the code in a worker thread.' },
  {
    ...each(
      [
        'runInContext',
        'runInNewContext',
        'runInThisContext',
        'Script#runInContext',
        'Script#runInNewContext',
        'Script#runInThisContext',
      ],
      { severity: 'medium' },
    ),
    Script: { severity: 'low', trigger: 'new', advice: 'Compile the script once, when the module loads.' },
    compileFunction: { severity: 'low', advice: 'Compile the function once, when the module loads.' },
    createContext: { severity: 'low', advice: 'Create the context once, and use it again.' },
  },
);
