import { defineModule, type Condition, type Row, type Severity } from '../define.ts';
import { calledBack } from '../rows.ts';

/** Synchronous calls keep the loop for 0.02 ms (`existsSync`) to 6 ms (10 MiB by `readFileSync`) on a local disk. */
export const fs = defineModule(
  'node:fs',
  {
    kind: 'fs',
    returns: {
      opendirSync: 'Dir#',
      opendir: 'Dir#',
      'promises.opendir': 'Dir#',
    },
  },
  {
    accessSync: awaited('access', 'low'),
    appendFileSync: awaited('appendFile', 'medium', isDescriptor()),
    chmodSync: awaited('chmod', 'low'),
    chownSync: awaited('chown', 'low'),
    copyFileSync: awaited('copyFile', 'medium'),
    cpSync: recursive(awaited('cp', 'medium')),
    existsSync: withThen(awaited('access', 'low'), '() => true, () => false'),
    globSync: { severity: 'medium', instead: 'fs.promises.glob', since: '22.0.0' },
    lchmodSync: { severity: 'low', instead: 'fs.promises.lchmod', reason: 'macOS only' },
    lchownSync: awaited('lchown', 'low'),
    linkSync: awaited('link', 'medium'),
    lstatSync: awaited('lstat', 'low', returnsUndefined()),
    lutimesSync: awaited('lutimes', 'low'),
    mkdirSync: awaited('mkdir', 'medium'),
    mkdtempSync: awaited('mkdtemp', 'medium'),
    mkdtempDisposableSync: {
      severity: 'medium',
      instead: 'fs.promises.mkdtempDisposable',
      since: '24.4.0',
      reason: 'removes the directory synchronously too, when it is disposed',
    },
    // The promise API opens a `FileHandle`, which is more than the descriptor that the code goes on with.
    openSync: {
      severity: 'low',
      instead: 'fs.promises.open',
      rewrite: { module: 'node:fs', name: 'open', form: 'promisify' },
    },
    openAsBlobSync: {
      severity: 'low',
      instead: 'fs.openAsBlob',
      rewrite: { module: 'node:fs', name: 'openAsBlob', form: 'promise' },
      since: '26.10.0',
    },
    opendirSync: awaited('opendir', 'low'),
    readFileSync: awaited('readFile', 'medium', isDescriptor()),
    readdirSync: awaited('readdir', 'medium'),
    readlinkSync: awaited('readlink', 'low'),
    realpathSync: awaited('realpath', 'low'),
    'realpathSync.native': awaited('realpath', 'low'),
    renameSync: awaited('rename', 'medium'),
    rmSync: recursive(awaited('rm', 'medium')),
    rmdirSync: awaited('rmdir', 'medium'),
    statSync: awaited('stat', 'low', returnsUndefined()),
    statfsSync: { ...awaited('statfs', 'low'), since: '18.15.0' },
    symlinkSync: awaited('symlink', 'medium'),
    truncateSync: awaited('truncate', 'medium', isDescriptor()),
    unlinkSync: awaited('unlink', 'medium'),
    utimesSync: awaited('utimes', 'low'),
    writeFileSync: awaited('writeFile', 'medium', isDescriptor()),

    ...calledBack(
      'node:fs',
      { closeSync: 'close', fchmodSync: 'fchmod', fchownSync: 'fchown', fstatSync: 'fstat', futimesSync: 'futimes' },
      { severity: 'low' },
    ),
    ...calledBack(
      'node:fs',
      { fdatasyncSync: 'fdatasync', fsyncSync: 'fsync', ftruncateSync: 'ftruncate' },
      { severity: 'medium' },
    ),
    readSync: counting('read', 'bytesRead'),
    readvSync: counting('readv', 'bytesRead'),
    writeSync: counting('write', 'bytesWritten'),
    writevSync: counting('writev', 'bytesWritten'),

    'Dir#closeSync': { severity: 'low', instead: 'fs.Dir#close' },
    'Dir#readSync': { severity: 'medium', instead: 'fs.Dir#read' },
    'Utf8Stream#flushSync': { severity: 'medium', instead: 'fs.Utf8Stream#flush', since: '24.6.0' },
  },
);

/** A row whose replacement takes the same arguments and resolves to the same result. */
function awaited(name: string, severity: Severity, unless?: Condition): Row {
  return {
    severity,
    instead: `fs.promises.${name}`,
    rewrite: { module: 'node:fs/promises', name, form: 'promise', ...(unless && { unless: [unless] }) },
  };
}

function withThen(row: Row, then: string): Row {
  return { ...row, ...(row.rewrite && { rewrite: { ...row.rewrite, then } }) };
}

/** Promisified, these resolve to the buffer too. */
function counting(name: string, count: string): Row {
  return {
    severity: 'medium',
    instead: `fs.${name}`,
    rewrite: { module: 'node:fs', name, form: 'promisify', then: `({ ${count} }) => ${count}` },
  };
}

/** A whole tree takes as long as it is large. */
function recursive(row: Row): Row {
  return { ...row, cases: [{ arg: 1, property: 'recursive', is: [true], severity: 'high' }] };
}

/** The promise API takes a `FileHandle` where the synchronous one takes a descriptor. */
function isDescriptor(): Condition {
  return { arg: 0, type: 'number' };
}

/** The promise API ignores this option, and rejects for a file that is not there. */
function returnsUndefined(): Condition {
  return { arg: 1, property: 'throwIfNoEntry', is: [false] };
}
