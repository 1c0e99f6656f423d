import { defineModule, type Row } from '../define.ts';
import { besideItself, calledBack, each, promised, withoutSuffix } from '../rows.ts';

const MEDIUM: Row = { severity: 'medium' };
const LOW: Row = { severity: 'low' };

function getFsExtraRows(module: string): Record<string, Row> {
  const names = [
    'copySync',
    'createFileSync',
    'createLinkSync',
    'createSymlinkSync',
    'emptyDirSync',
    'emptydirSync',
    'ensureDirSync',
    'ensureFileSync',
    'ensureLinkSync',
    'ensureSymlinkSync',
    'mkdirpSync',
    'mkdirsSync',
    'moveSync',
    'outputFileSync',
    'outputJSONSync',
    'outputJsonSync',
    'readJSONSync',
    'readJsonSync',
    'removeSync',
    'writeJSONSync',
    'writeJsonSync',
  ];
  return {
    ...promised(module, withoutSuffix(names), MEDIUM),
    ...promised(module, { pathExistsSync: 'pathExists' }, LOW),
  };
}

const fsExtra = defineModule('fs-extra', { kind: 'fs', mirrors: 'node:fs' }, getFsExtraRows('fs-extra'));
const fsExtraEsm = defineModule('fs-extra/esm', { kind: 'fs' }, getFsExtraRows('fs-extra/esm'));
const gracefulFs = defineModule('graceful-fs', { kind: 'fs', mirrors: 'node:fs' }, {});

const rimraf = defineModule(
  'rimraf',
  { kind: 'fs' },
  {
    ...promised(
      'rimraf',
      {
        rimrafSync: 'rimraf',
        manualSync: 'manual',
        moveRemoveSync: 'moveRemove',
        nativeSync: 'native',
        posixSync: 'posix',
        windowsSync: 'windows',
      },
      MEDIUM,
    ),
    ...each(['sync', 'rimraf.sync', 'manual.sync', 'moveRemove.sync', 'native.sync', 'posix.sync', 'windows.sync'], {
      severity: 'medium',
      instead: 'rimraf.rimraf',
    }),
  },
);

const mkdirp = defineModule(
  'mkdirp',
  { kind: 'fs' },
  {
    ...promised(
      'mkdirp',
      {
        mkdirpSync: 'mkdirp',
        manualSync: 'manual',
        mkdirpManualSync: 'mkdirpManual',
        mkdirpNativeSync: 'mkdirpNative',
        nativeSync: 'native',
      },
      MEDIUM,
    ),
    ...each(['sync', 'mkdirp.sync', 'manual.sync', 'native.sync'], { severity: 'medium', instead: 'mkdirp.mkdirp' }),
  },
);

const makeDir = defineModule(
  'make-dir',
  { kind: 'fs' },
  {
    ...promised('make-dir', { makeDirectorySync: 'makeDirectory' }, MEDIUM),
    // Up to version 4.
    ...besideItself('make-dir', MEDIUM),
  },
);
const del = defineModule(
  'del',
  { kind: 'fs' },
  {
    ...promised('del', { deleteSync: 'deleteAsync' }, MEDIUM),
    // Up to version 6.
    ...besideItself('del', MEDIUM),
  },
);

const writeFileAtomic = defineModule(
  'write-file-atomic',
  { kind: 'fs' },
  besideItself('write-file-atomic', { severity: 'medium', reason: 'also waits for the disk, with `fsync`' }),
);

const jsonfile = defineModule(
  'jsonfile',
  { kind: 'fs' },
  promised('jsonfile', withoutSuffix(['readFileSync', 'writeFileSync']), MEDIUM),
);

const tmp = defineModule(
  'tmp',
  { kind: 'fs' },
  {
    // The callback gets three values, of which a promise would keep the first: no rewrite.
    fileSync: { severity: 'medium', instead: 'tmp.file' },
    dirSync: { severity: 'medium', instead: 'tmp.dir' },
    ...calledBack('tmp', { tmpNameSync: 'tmpName' }, LOW),
  },
);

const lockfile = defineModule(
  'lockfile',
  { kind: 'fs' },
  calledBack('lockfile', withoutSuffix(['checkSync', 'lockSync', 'unlockSync']), LOW),
);

const properLockfile = defineModule(
  'proper-lockfile',
  { kind: 'fs' },
  {
    lockSync: { severity: 'medium', instead: 'proper-lockfile.lock', reason: 'also returns a synchronous `release`' },
    ...promised('proper-lockfile', withoutSuffix(['checkSync', 'unlockSync']), MEDIUM),
  },
);

const lowdb = defineModule(
  'lowdb',
  { kind: 'fs' },
  {
    'LowSync#read': { severity: 'medium', instead: 'lowdb.Low#read' },
    'LowSync#update': { severity: 'medium', instead: 'lowdb.Low#update' },
    'LowSync#write': { severity: 'medium', instead: 'lowdb.Low#write' },
    ...each(['MemorySync#read', 'MemorySync#write'], { severity: 'none', reason: 'keeps the data in memory' }),
  },
);

const lowdbNode = defineModule(
  'lowdb/node',
  { kind: 'fs', returns: { JSONFileSyncPreset: 'LowSync#' } },
  {
    JSONFileSyncPreset: { severity: 'medium', instead: 'lowdb/node.JSONFilePreset' },
    'LowSync#read': { severity: 'medium', instead: 'lowdb.Low#read' },
    'LowSync#update': { severity: 'medium', instead: 'lowdb.Low#update' },
    'LowSync#write': { severity: 'medium', instead: 'lowdb.Low#write' },
    ...promised(
      'lowdb/node',
      Object.fromEntries(
        ['JSONFile', 'TextFile', 'DataFile'].flatMap((name) => [
          [`${name}Sync#read`, `${name}#read`],
          [`${name}Sync#write`, `${name}#write`],
        ]),
      ),
      MEDIUM,
    ),
  },
);

const JETPACK = [
  ...['append', 'copy', 'dir', 'file', 'find', 'inspectTree', 'list', 'move', 'read', 'remove'],
  ...['rename', 'symlink', 'tmpDir', 'write'],
];

const jetpack = defineModule(
  'fs-jetpack',
  { kind: 'fs', returns: { cwd: '' } },
  {
    ...promised('fs-jetpack', Object.fromEntries(JETPACK.map((name) => [name, `${name}Async`])), MEDIUM),
    ...promised('fs-jetpack', { exists: 'existsAsync', inspect: 'inspectAsync' }, LOW),
  },
);

const sonicBoom = defineModule(
  'sonic-boom',
  { kind: 'fs' },
  {
    ...each(['#flushSync', 'SonicBoom#flushSync'], { severity: 'medium', instead: 'sonic-boom.SonicBoom#flush' }),
  },
);

export const FILES = [
  del,
  fsExtra,
  fsExtraEsm,
  gracefulFs,
  jetpack,
  jsonfile,
  lockfile,
  lowdb,
  lowdbNode,
  makeDir,
  mkdirp,
  properLockfile,
  rimraf,
  sonicBoom,
  tmp,
  writeFileAtomic,
];
