import { defineModule } from '../define.ts';
import { each } from '../rows.ts';

/** node:sqlite has no asynchronous form but `backup()`. `prepare` is left out: it only compiles, in microseconds. */
export const sqlite = defineModule(
  'node:sqlite',
  {
    kind: 'database',
    advice: 'Run the query in a worker thread.',
    returns: {
      'DatabaseSync#prepare': 'StatementSync#',
      'DatabaseSync#createSession': 'Session#',
      'DatabaseSync#createTagStore': 'SQLTagStore#',
    },
  },
  {
    DatabaseSync: {
      severity: 'low',
      trigger: 'new',
      since: '22.5.0',
      advice: 'Open the database once, at start-up.',
      cases: [
        { arg: 0, is: [':memory:'], severity: 'none' },
        { arg: 1, property: 'open', is: [false], severity: 'none' },
      ],
    },
    StatementSync: { severity: 'none', trigger: 'new', since: '22.5.0', reason: 'cannot be constructed by itself' },
    'DatabaseSync#open': { severity: 'low', since: '22.5.0', advice: 'Open the database once, at start-up.' },
    'DatabaseSync#close': { severity: 'low', since: '22.5.0', advice: 'Close the database once, at shutdown.' },
    'DatabaseSync#exec': { severity: 'medium', since: '22.5.0' },
    'DatabaseSync#applyChangeset': { severity: 'medium', since: '22.12.0' },
    'DatabaseSync#loadExtension': { severity: 'medium', since: '22.13.0', advice: 'Load it once, at start-up.' },
    'DatabaseSync#serialize': { severity: 'medium', since: '24.16.0', notIn: [25], instead: 'sqlite.backup' },
    'DatabaseSync#deserialize': { severity: 'medium', since: '24.16.0', notIn: [25] },
    ...each(['StatementSync#all', 'StatementSync#get', 'StatementSync#run'], { severity: 'medium', since: '22.5.0' }),
    'StatementSync#iterate': { severity: 'medium', since: '22.13.0' },
    ...each(['Session#changeset', 'Session#patchset'], { severity: 'medium', since: '22.12.0' }),
    ...each(['SQLTagStore#all', 'SQLTagStore#get', 'SQLTagStore#iterate', 'SQLTagStore#run'], {
      severity: 'medium',
      trigger: 'tag',
      since: '24.9.0',
    }),
  },
);
