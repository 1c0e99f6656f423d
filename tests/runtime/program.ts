import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { BlockRecord, ReportedEvent } from '../../src/runtime/record.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAMS = fileURLToPath(new URL('programs', import.meta.url));

interface Line {
  /** When it arrived here, epoch milliseconds. */
  readonly at: number;
  readonly text: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly stdout: readonly Line[];
  readonly stderr: readonly Line[];
  /** The JSON lines of stderr so far. */
  readonly events: () => (ReportedEvent & { readonly arrivedAt: number })[];
  /** Resolves when a line of stdout is `text`, or begins with it. */
  readonly said: (text: string) => Promise<Line>;
  /** Resolves with the exit code. */
  readonly exit: Promise<number | null>;
}

interface ProgramOptions {
  readonly args?: readonly (string | number)[];
  readonly execArgv?: readonly string[];
  /** Default: the Node.js that runs the tests. */
  readonly execPath?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file descriptor that takes the place of stderr. */
  readonly stderr?: number;
}

/** What a program is started with to be watched from its first line. */
export const REGISTER: readonly string[] = [
  ...['--import', 'unblocked/register'],
  ...['--import', new URL('programs/once-watched.mjs', import.meta.url).href],
];

/** Starts `programs/<name>`, or the program of an absolute path. */
export function start(
  name: string,
  { args = [], execArgv = [], execPath = process.execPath, env = {}, stderr: file }: ProgramOptions = {},
): Program {
  const path = resolve(PROGRAMS, name);
  const child = spawn(execPath, [...execArgv, path, ...args.map(String)], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['pipe', 'pipe', file ?? 'pipe'],
  });
  const stdout = collect(child, 'stdout');
  const stderr = collect(child, 'stderr');
  return {
    child,
    stdout,
    stderr,
    events: () =>
      stderr
        .filter(({ text }) => text.startsWith('{'))
        .map(({ at, text }) => ({ ...(JSON.parse(text) as ReportedEvent), arrivedAt: at })),
    said: (text) => waitFor(child, () => stdout.find((line) => line.text.startsWith(text))),
    exit: new Promise((settle) => child.once('close', settle)),
  };
}

/** Starts a program, and waits for its end. */
export async function run(name: string, options?: ProgramOptions): Promise<Program & { readonly code: number | null }> {
  const program = start(name, options);
  return { ...program, code: await program.exit };
}

/** The events of one name. */
export function pick<Name extends ReportedEvent['event']>(program: Program, name: Name) {
  return program
    .events()
    .filter((event): event is Extract<ReportedEvent, { event: Name }> & { arrivedAt: number } => event.event === name);
}

/**
 * Whether the machine let the thread run for at least half of the block, and the watchdog see it: else nobody can tell
 * much of it.
 */
export function hadCore({ cpuMs, runQueueMs = 0, durationMs }: BlockRecord): boolean {
  return cpuMs !== undefined && runQueueMs < durationMs / 2;
}

/**
 * What was said, but for blocks that were none of the program's: their own records prove that the machine kept the thread
 * waiting for a core most of the time.
 */
export function eventsOfProgram(program: Program) {
  const starved = pick(program, 'recovered').filter(({ block }) => !hadCore(block));
  const ids = new Set(starved.map(({ block }) => block.id));
  return program.events().filter(({ block }) => !ids.has(block?.id ?? ''));
}

/** That there were so many blocks, and others only where the machine is to blame. */
export function expectBlocks(program: Program, count: number): void {
  for (const name of ['block', 'recovered'] as const) {
    expect(pick(program, name).length).toBeGreaterThanOrEqual(count);
    expect(eventsOfProgram(program).filter(({ event }) => event === name).length).toBeLessThanOrEqual(count);
  }
}

function collect(child: ChildProcess, stream: 'stdout' | 'stderr'): Line[] {
  const lines: Line[] = [];
  let rest = '';
  child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((text) => ({ at: Date.now(), text })));
  });
  return lines;
}

async function waitFor<Result>(child: ChildProcess, find: () => Result | undefined): Promise<Result> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it said so`);
    await new Promise((settle) => setTimeout(settle, 5));
  }
}
