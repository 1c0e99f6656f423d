import { type Condition, defineModule, type Row } from '../define.ts';

/** Starting a process alone takes 2 to 5 ms, then the loop waits for its end. */
export const childProcess = defineModule(
  'node:child_process',
  { kind: 'process' },
  {
    execFileSync: withOutput('execFile', [{ arg: 1, type: 'object' }, ...isConnected(2)]),
    execSync: withOutput('exec', isConnected(1)),
    // Its result tells of a failure for which the replacements reject: no rewrite.
    spawnSync: { severity: 'high', instead: 'child_process.spawn' },
  },
);

function withOutput(name: string, unless: readonly Condition[]): Row {
  return {
    severity: 'high',
    instead: `child_process.${name}`,
    rewrite: {
      module: 'node:child_process',
      name,
      form: 'promisify',
      then: '({ stdout }) => stdout',
      yieldsText: true,
      unless,
    },
  };
}

/** The replacements know neither option, and leave the process with pipes of its own. */
function isConnected(options: number): Condition[] {
  return [
    { arg: options, property: 'stdio', given: true },
    { arg: options, property: 'input', given: true },
  ];
}
