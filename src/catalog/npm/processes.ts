/** Packages that start a process and wait for it: 2 ms at the least, and as long as the process runs. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { besideItself, each, promised } from '../rows.ts';

const TAG: Row = { severity: 'high', trigger: 'tag' };

const execa = defineModule(
  'execa',
  { kind: 'process' },
  {
    ...promised('execa', { execaSync: 'execa', execaCommandSync: 'execaCommand' }, { severity: 'high' }),
    // Up to version 5.
    ...besideItself('execa', { severity: 'high' }),
    ...promised('execa', { commandSync: 'command' }, { severity: 'high' }),
    ...each(['$.sync', '$.sync()', '$.s', '$.s()', '$().sync', '$().s'], { ...TAG, instead: 'execa.$' }),
  },
);

const zx = defineModule(
  'zx',
  { kind: 'process' },
  {
    ...each(['$.sync', '$.sync()'], { ...TAG, instead: 'zx.$' }),
  },
);

const crossSpawn = defineModule(
  'cross-spawn',
  { kind: 'process' },
  {
    ...each(['sync', 'spawn.sync'], { severity: 'high', instead: 'cross-spawn' }),
  },
);

const SHELL_READS = ['cat', 'find', 'grep', 'head', 'ls', 'sed', 'sort', 'tail', 'uniq'];
const SHELL_WRITES = ['cp', 'mkdir', 'mv', 'rm'];
const SHELL_METADATA = ['chmod', 'ln', 'test', 'touch', 'which'];

const shelljs = defineModule(
  'shelljs',
  { kind: 'fs', advice: 'Use the functions of `fs.promises` instead.' },
  {
    exec: {
      kind: 'process',
      severity: 'high',
      advice: 'Pass `{ async: true }` or a callback.',
      cases: [
        { arg: 1, property: 'async', is: [true], severity: 'none' },
        { arg: 1, callback: true, severity: 'none' },
        { arg: 2, callback: true, severity: 'none' },
      ],
    },
    cmd: { kind: 'process', severity: 'high', instead: 'child_process.execFile' },
    ...each([...SHELL_READS, ...SHELL_WRITES], { severity: 'medium' }),
    ...each(SHELL_METADATA, { severity: 'low' }),
  },
);

const which = defineModule('which', { kind: 'fs' }, { sync: { severity: 'low', instead: 'which' } });

const resolve = defineModule('resolve', { kind: 'fs' }, { sync: { severity: 'low', instead: 'resolve' } });

const commandExists = defineModule(
  'command-exists',
  { kind: 'process' },
  {
    sync: { severity: 'medium', instead: 'command-exists' },
  },
);

const nodeMachineId = defineModule(
  'node-machine-id',
  { kind: 'process' },
  promised('node-machine-id', { machineIdSync: 'machineId' }, { severity: 'medium' }),
);

const detectLibc = defineModule(
  'detect-libc',
  { kind: 'process' },
  promised(
    'detect-libc',
    { familySync: 'family', isNonGlibcLinuxSync: 'isNonGlibcLinux', versionSync: 'version' },
    { severity: 'low' },
  ),
);

const shellEnv = defineModule(
  'shell-env',
  { kind: 'process' },
  promised('shell-env', { shellEnvSync: 'shellEnv' }, { severity: 'high' }),
);

const shellPath = defineModule(
  'shell-path',
  { kind: 'process' },
  {
    ...promised('shell-path', { shellPathSync: 'shellPath' }, { severity: 'high' }),
    ...besideItself('shell-path', { severity: 'high' }),
  },
);

export const PROCESSES: readonly BlockingModule[] = [
  commandExists,
  crossSpawn,
  detectLibc,
  execa,
  nodeMachineId,
  resolve,
  shellEnv,
  shellPath,
  shelljs,
  which,
  zx,
];
