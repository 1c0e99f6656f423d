/** Packages that look for files, or read one of a known kind. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { besideItself, calledBack, each, promised, withoutSuffix } from '../rows.ts';

const MEDIUM: Row = { severity: 'medium' };
const LOW: Row = { severity: 'low' };

/** A package of which each function has a sibling without the suffix, by the same arguments and a promise. */
function paired(module: string, names: readonly string[], row: Row): BlockingModule {
  return defineModule(module, { kind: 'fs' }, promised(module, withoutSuffix(names), row));
}

/** The same, where older CommonJS versions export one function with another one at its `sync`. */
function pairedSince(module: string, names: readonly string[], row: Row): BlockingModule {
  const rows = { ...promised(module, withoutSuffix(names), row), ...besideItself(module, row) };
  return defineModule(module, { kind: 'fs' }, rows);
}

const cosmiconfig = defineModule(
  'cosmiconfig',
  { kind: 'fs' },
  {
    'cosmiconfigSync().load': { severity: 'medium', instead: 'cosmiconfig.cosmiconfig().load' },
    'cosmiconfigSync().search': { severity: 'medium', instead: 'cosmiconfig.cosmiconfig().search' },
  },
);

const conf = defineModule(
  'conf',
  { kind: 'fs' },
  {
    '#clear': { severity: 'medium', advice: 'Keep what changes while serving in a database.' },
    '#delete': { severity: 'medium', advice: 'Keep what changes while serving in a database.' },
    '#get': { severity: 'low', advice: 'Read the settings once, at start-up.', reason: 'reads the file each time' },
    '#has': { severity: 'low', advice: 'Read the settings once, at start-up.', reason: 'reads the file each time' },
    '#set': { severity: 'medium', advice: 'Keep what changes while serving in a database.' },
    '#store': {
      severity: 'low',
      trigger: 'get',
      advice: 'Read the settings once, at start-up.',
      reason: 'reads the file each time',
    },
  },
);

const configstore = defineModule(
  'configstore',
  { kind: 'fs' },
  {
    ...each(['#clear', '#delete', '#set'], {
      severity: 'medium',
      advice: 'Keep what changes while serving in a database.',
    }),
    ...each(['#get', '#has'], {
      severity: 'low',
      advice: 'Read the settings once, at start-up.',
      reason: 'reads the file each time',
    }),
  },
);

const dotenv = defineModule(
  'dotenv',
  { kind: 'fs', advice: 'Load the file once, at start-up.' },
  {
    config: LOW,
    configDotenv: LOW,
  },
);

const nconf = defineModule(
  'nconf',
  { kind: 'fs' },
  {
    loadFilesSync: { severity: 'medium', instead: 'nconf.loadFiles' },
  },
);

const directoryTree = defineModule(
  'directory-tree',
  { kind: 'fs' },
  {
    '': { severity: 'medium', instead: 'fs.promises.readdir' },
  },
);
const klawSync = defineModule(
  'klaw-sync',
  { kind: 'fs' },
  { '': { severity: 'medium', instead: 'fs.promises.readdir' } },
);
const walkSync = defineModule(
  'walk-sync',
  { kind: 'fs' },
  {
    '': { severity: 'medium', instead: 'fs.promises.readdir' },
    entries: { severity: 'medium', instead: 'fs.promises.readdir' },
  },
);

const find = defineModule(
  'find',
  { kind: 'fs' },
  each(['dirSync', 'fileSync'], { severity: 'medium', instead: 'fs.promises.readdir' }),
);

const fontkit = defineModule('fontkit', { kind: 'fs' }, promised('fontkit', { openSync: 'open' }, MEDIUM));

const geoip = defineModule(
  'geoip-lite',
  { kind: 'fs' },
  calledBack('geoip-lite', { reloadDataSync: 'reloadData' }, { severity: 'high' }),
);

const grayMatter = defineModule(
  'gray-matter',
  { kind: 'fs' },
  {
    read: { severity: 'medium', advice: 'Read the file with `fs.promises.readFile`, then parse it with `matter()`.' },
  },
);

const opentype = defineModule(
  'opentype.js',
  { kind: 'fs' },
  {
    loadSync: {
      severity: 'medium',
      advice: 'Read the file with `fs.promises.readFile`, then parse it with `parse()`.',
    },
  },
);

const touch = defineModule(
  'touch',
  { kind: 'fs' },
  {
    ...besideItself('touch', LOW),
    touchSync: { severity: 'low', instead: 'touch' },
  },
);

const hasha = defineModule(
  'hasha',
  { kind: 'fs' },
  {
    ...promised('hasha', { hashFileSync: 'hashFile' }, MEDIUM),
    hashSync: {
      severity: 'medium',
      kind: 'cpu',
      owner: 'no-large-sync-work',
      instead: 'hasha.hash',
      rewrite: { module: 'hasha', name: 'hash', form: 'promise' },
      cases: [{ arg: 0, type: 'string', severity: 'none' }],
    },
  },
);

const chownr = defineModule('chownr', { kind: 'fs' }, { chownrSync: { severity: 'medium', instead: 'chownr.chownr' } });

export const LOOKUPS: readonly BlockingModule[] = [
  chownr,
  conf,
  configstore,
  cosmiconfig,
  directoryTree,
  dotenv,
  find,
  fontkit,
  geoip,
  grayMatter,
  hasha,
  klawSync,
  nconf,
  opentype,
  touch,
  walkSync,
  paired('chardet', ['detectFileSync'], MEDIUM),
  pairedSince('find-up', ['findDownSync', 'findUpMultipleSync', 'findUpSync'], LOW),
  paired('isbinaryfile', ['isBinaryFileSync'], LOW),
  pairedSince('load-json-file', ['loadJsonFileSync'], MEDIUM),
  pairedSince('locate-path', ['locatePathSync'], LOW),
  pairedSince('path-exists', ['pathExistsSync'], LOW),
  pairedSince('pkg-dir', ['packageDirectorySync'], LOW),
  pairedSince('read-pkg-up', [], MEDIUM),
  pairedSince('read-chunk', ['readChunkSync'], LOW),
  paired('read-package-up', ['readPackageUpSync'], MEDIUM),
  pairedSince('read-pkg', ['readPackageSync'], MEDIUM),
  pairedSince('write-json-file', ['writeJsonFileSync'], MEDIUM),
];
