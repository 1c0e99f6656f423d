/** Packages that make a program wait: for time, for a human, for the network, or for a promise. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { each } from '../rows.ts';

const SLEEP: Row = {
  severity: 'high',
  instead: 'timers.promises.setTimeout',
  rewrite: { module: 'node:timers/promises', name: 'setTimeout', form: 'promise' },
};

const atomicSleep = defineModule('atomic-sleep', { kind: 'sleep' }, { '': SLEEP });

const systemSleep = defineModule('system-sleep', { kind: 'sleep' }, { '': SLEEP });

const NESTED = 'runs other callbacks of the event loop from inside the one that waits';

const deasync = defineModule(
  'deasync',
  { kind: 'sleep' },
  {
    '()': { severity: 'high', instead: 'util.promisify', reason: NESTED },
    sleep: { ...SLEEP, reason: NESTED },
    loopWhile: { severity: 'high', advice: 'Await a promise instead.', reason: NESTED },
    runLoopOnce: { severity: 'high', advice: 'Await a promise instead.', reason: NESTED },
  },
);

const synckit = defineModule(
  'synckit',
  { kind: 'sleep' },
  {
    'createSyncFn()': {
      severity: 'high',
      advice: 'Await the function itself, in a worker pool if it computes.',
      reason: 'waits for a worker thread',
    },
  },
);

const makeSynchronous = defineModule(
  'make-synchronous',
  { kind: 'sleep' },
  {
    '()': {
      severity: 'high',
      advice: 'Await the function itself, in a worker pool if it computes.',
      reason: 'waits for a worker thread',
    },
  },
);

const syncRequest = defineModule('sync-request', { kind: 'network' }, { '': { severity: 'high', instead: 'fetch' } });
const syncFetch = defineModule('sync-fetch', { kind: 'network' }, { '': { severity: 'high', instead: 'fetch' } });

const QUESTION: Row = {
  severity: 'high',
  instead: 'readline.promises.Interface#question',
  reason: 'waits for a human',
};

const readlineSync = defineModule(
  'readline-sync',
  { kind: 'input' },
  each(
    [
      ...['keyIn', 'keyInPause', 'keyInSelect', 'keyInYN', 'keyInYNStrict'],
      ...['prompt', 'promptCL', 'promptCLLoop', 'promptLoop', 'promptSimShell'],
      ...['question', 'questionEMail', 'questionFloat', 'questionInt', 'questionNewPassword', 'questionPath'],
    ],
    QUESTION,
  ),
);

const promptSync = defineModule('prompt-sync', { kind: 'input' }, { '()': QUESTION, '().hide': QUESTION });

export const SYNC_OVER_ASYNC: readonly BlockingModule[] = [
  atomicSleep,
  deasync,
  makeSynchronous,
  promptSync,
  readlineSync,
  syncFetch,
  syncRequest,
  synckit,
  systemSleep,
];
