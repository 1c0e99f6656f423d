import { readlinkSync } from 'node:fs';
import { isMainThread, MessageChannel, receiveMessageOnPort, threadId, Worker } from 'node:worker_threads';
import * as workerThreads from 'node:worker_threads';
import { getRuleUrl } from '../links.ts';
import { now } from './clock.ts';
import { isInspectorDenied } from './inspector.ts';
import type { ApiFacts, ToMain, ToWatchdog, WatchdogData, WatchdogSettings } from './protocol.ts';
import { INT, type Shared } from './shared-memory.ts';

export interface WatchdogThread {
  send(message: ToWatchdog): void;
  /**
   * For the exit of the process: waits, a while at most, until the watchdog has dealt with all `late` beats and has
   * closed its connection to the inspector, and hands over what it said.
   */
  exit(late: number, timeoutMs: number): void;
  stop(): void;
}

interface Start {
  readonly shared: Shared;
  readonly settings: WatchdogSettings;
  readonly apis: readonly ApiFacts[];
  readonly url: URL | string | undefined;
  readonly onMessage: (message: ToMain) => void;
  /** The watchdog could not start, or has ended although nobody stopped it; nothing can be sent any more. */
  readonly onEnd: (end: WatchdogEnd) => void;
}

export interface WatchdogEnd {
  readonly reason: string;
  /** It ran: another start may do better. */
  readonly hasRun: boolean;
}

/** Starts the second thread. It never keeps the process alive, and its end never ends the process. */
export function startWatchdogThread(start: Start): WatchdogThread {
  const { port1: port, port2 } = new MessageChannel();
  let isStopped = false;
  let hasRun = false;

  function end(reason: string): void {
    if (isStopped) return;
    isStopped = true;
    port.close();
    setDown(start);
    start.onEnd({ reason, hasRun });
  }

  const worker = tryToStart(start, port2, end);
  worker?.on('online', () => {
    hasRun = true;
  });
  worker?.on('error', (error) => {
    end(error.message);
  });
  worker?.on('exit', (code) => {
    end(`exit code ${code}`);
  });
  port.on('message', start.onMessage);
  // After the listener, which refs it: neither may keep the process alive.
  port.unref();
  worker?.unref();

  return {
    send(message) {
      if (!isStopped) port.postMessage(message);
    },
    exit(late, timeoutMs) {
      if (!isStopped) settle(start, port, late, timeoutMs);
    },
    stop() {
      isStopped = true;
      setDown(start);
      port.close();
      void worker?.terminate();
    },
  };
}

function setDown({ shared: { ints } }: Start): void {
  Atomics.store(ints, INT.WATCHDOG_UP, 0);
  // It may have ended in the midst of a block, its connection open.
  Atomics.store(ints, INT.CONNECTED, 0);
}

function settle({ shared, onMessage }: Start, port: MessagePort, late: number, timeoutMs: number): void {
  disconnect(shared, port, timeoutMs);
  waitUntil(shared, INT.ACKNOWLEDGED, (acknowledged) => acknowledged >= late, timeoutMs);
  let next = receiveMessageOnPort(port);
  while (next !== undefined) {
    onMessage(next.message as ToMain);
    next = receiveMessageOnPort(port);
  }
}

function tryToStart(start: Start, port: MessagePort, end: (reason: string) => void): Worker | undefined {
  try {
    return createWorker(start, port);
  } catch (error) {
    end(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

type MessagePort = MessageChannel['port2'];

function createWorker({ shared, settings, apis, url }: Start, port: MessagePort): Worker {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const captureProblem = findCaptureProblem();
  const data: WatchdogData & { port: MessagePort } = {
    unblockedWatchdog: true,
    buffer: shared.buffer,
    settings,
    apis,
    pid: process.pid,
    thread: { id: threadId, name: threadName() },
    threadNumber: findThreadNumber(),
    docs: getRuleUrl('no-blocking-call'),
    ...(captureProblem !== undefined && { captureProblem }),
    port,
  };
  return new Worker(url ?? new URL('./watchdog.js', import.meta.url), {
    name: 'unblocked watchdog',
    workerData: data,
    transferList: [port],
    // `--import` and its like must not run again in the watchdog: neither from the command line nor from NODE_OPTIONS.
    execArgv: [],
    env,
    // Without both, Node makes the process's own stdout non-blocking, and large writes to a pipe come out cut.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4, codeRangeSizeMb: 16 },
  });
}

function findCaptureProblem(): string | undefined {
  if (!isMainThread) return 'the inspector reaches only the main thread';
  if (isInspectorDenied()) return 'the permission model denies the inspector';
  return undefined;
}

function threadName(): string {
  const { threadName: name } = workerThreads as { threadName?: string };
  if (isMainThread) return 'main';
  return name === undefined || name === '' ? `worker ${threadId}` : name;
}

/** Asked on the watched thread itself: `/proc/thread-self` leads to "<process>/task/<thread>". */
function findThreadNumber(): number | undefined {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return undefined;
  }
}

/** A process that exits with a connection open prints "Waiting for the debugger to disconnect...", and waits. */
function disconnect({ ints }: Pick<Shared, 'ints'>, port: MessagePort, timeoutMs: number): void {
  Atomics.store(ints, INT.EXITING, 1);
  if (Atomics.load(ints, INT.CONNECTED) === 0) return;
  port.postMessage({ type: 'disconnect' } satisfies ToWatchdog);
  waitUntil({ ints }, INT.CONNECTED, (connected) => connected === 0, timeoutMs);
}

/** Waits until a slot has a value. Only at the exit of the process, where no event can be waited for. */
function waitUntil(
  { ints }: Pick<Shared, 'ints'>,
  slot: number,
  holds: (value: number) => boolean,
  timeoutMs: number,
): void {
  const deadline = now() + timeoutMs;
  let value = Atomics.load(ints, slot);
  while (!holds(value) && now() < deadline) {
    Atomics.wait(ints, slot, value, deadline - now());
    value = Atomics.load(ints, slot);
  }
}
