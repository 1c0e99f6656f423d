/** Databases inside the process. Queries take from microseconds to as long as they are bad. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { each, promised } from '../rows.ts';

const ADVICE = 'Run the query in a worker thread.';
const QUERY: Row = { severity: 'medium' };
const ONCE = 'Open the database once, at start-up.';

const BETTER_SQLITE3_STATEMENT = ['bind', 'expand', 'pluck', 'raw', 'safeIntegers'];

const betterSqlite3 = defineModule(
  'better-sqlite3',
  {
    kind: 'database',
    advice: ADVICE,
    returns: {
      '': '#',
      // The types name the class once more: `db: Database.Database`.
      'Database#': '#',
      '#prepare': 'Statement#',
      ...Object.fromEntries(BETTER_SQLITE3_STATEMENT.map((name) => [`Statement#${name}`, 'Statement#'])),
    },
  },
  {
    '': { severity: 'low', trigger: 'new', advice: ONCE, cases: [{ arg: 0, is: [':memory:'], severity: 'none' }] },
    ...each(['#exec', '#pragma', '#loadExtension', '#serialize'], QUERY),
    ...each(['Statement#all', 'Statement#get', 'Statement#iterate', 'Statement#run'], QUERY),
    '#transaction()': QUERY,
    ...each(
      ['deferred', 'exclusive', 'immediate'].map((name) => `#transaction().${name}`),
      QUERY,
    ),
  },
);

const libsql = defineModule(
  'libsql',
  { kind: 'database', mirrors: 'better-sqlite3' },
  {
    '#sync': { severity: 'high', kind: 'network', instead: 'libsql/promise', reason: 'waits for the remote database' },
  },
);

const nodeSqlite3Wasm = defineModule(
  'node-sqlite3-wasm',
  { kind: 'database', advice: ADVICE, returns: { 'Database#prepare': 'Statement#' } },
  {
    Database: { severity: 'low', trigger: 'new', advice: ONCE, cases: [{ arg: 0, type: 'missing', severity: 'none' }] },
    ...each(['Database#all', 'Database#exec', 'Database#get', 'Database#run'], QUERY),
    ...each(['Statement#all', 'Statement#get', 'Statement#iterate', 'Statement#run'], QUERY),
  },
);

const sqlJs = defineModule(
  'sql.js',
  { kind: 'database', advice: ADVICE, returns: { '().Database#prepare': '().Statement#' } },
  {
    ...each(['().Database#each', '().Database#exec', '().Database#export', '().Database#run'], QUERY),
    ...each(['().Statement#get', '().Statement#getAsObject', '().Statement#run', '().Statement#step'], QUERY),
  },
);

/** Reads are memory-mapped, and take microseconds; writes wait for the lock and the disk. */
const lmdb = defineModule(
  'lmdb',
  { kind: 'database', returns: { open: 'RootDatabase#', 'RootDatabase#openDB': 'RootDatabase#' } },
  promised(
    'lmdb',
    {
      'RootDatabase#clearSync': 'RootDatabase#clearAsync',
      'RootDatabase#dropSync': 'RootDatabase#drop',
      'RootDatabase#putSync': 'RootDatabase#put',
      'RootDatabase#removeSync': 'RootDatabase#remove',
      'RootDatabase#transactionSync': 'RootDatabase#transaction',
    },
    QUERY,
  ),
);

const classicLevel = defineModule(
  'classic-level',
  { kind: 'database' },
  promised('classic-level', { 'ClassicLevel#getSync': 'ClassicLevel#get' }, { severity: 'low' }),
);

export const DATABASES: readonly BlockingModule[] = [betterSqlite3, classicLevel, libsql, lmdb, nodeSqlite3Wasm, sqlJs];
