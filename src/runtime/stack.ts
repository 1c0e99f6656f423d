import { executionAsyncId } from 'node:async_hooks';
import { trace, isSpanContextValid } from '@opentelemetry/api';
import { now } from './clock.ts';
import { OWN_FILE, type RawFrame, type Site } from './protocol.ts';
import type { Context, ContextValue, Trace } from './record.ts';
import { disregardPromise } from './rejections.ts';

/** Deep enough to reach the frame of Node.js that tells what invoked the callback. */
const MAX_FRAMES = 64;
/** A context function that takes longer is not asked again: it would add to the block it describes. */
const MAX_CONTEXT_MS = 5;
const MAX_CONTEXT_KEYS = 10;
const MAX_CONTEXT_LENGTH = 200;

type ContextFunction = () => Readonly<Record<string, unknown>> | undefined;

export interface SiteReader {
  /** The code that runs now, from the caller of `below` outwards. Never throws. */
  read(below: (...args: never[]) => unknown): Site;
  setContext(context: ContextFunction | undefined): void;
}

interface SiteReaderHooks {
  /** Called first: a moment on the main thread in the midst of a block. */
  readonly onRead: () => void;
  /** Why the code that runs now may block, if the application says so. */
  readonly readAllowed: () => string | undefined;
}

/**
 * Reads stack, active span, and context of the code that runs now.
 *
 * @param ownFile this package's file as V8 shows it; undefined where it is bundled with the application's.
 */
export function createSiteReader(ownFile: string | undefined, { onRead, readAllowed }: SiteReaderHooks): SiteReader {
  let context: ContextFunction | undefined;
  let isAsking = false;
  learnMicrotaskLine();

  function readContext(): Context | undefined {
    // What the function calls may be marked, and ask again.
    if (context === undefined || isAsking) return undefined;
    const startedAt = now();
    isAsking = true;
    try {
      return toContext(context());
    } catch {
      return undefined;
    } finally {
      isAsking = false;
      if (now() - startedAt > MAX_CONTEXT_MS) context = undefined;
    }
  }

  return {
    read(below) {
      onRead();
      const found = readContext();
      const span = readTrace();
      const allowed = readAllowed();
      return {
        frames: readFrames(below).map((frame) => (frame.file === ownFile ? { ...frame, file: OWN_FILE } : frame)),
        asyncId: executionAsyncId(),
        ...(span && { trace: span }),
        ...(found && { context: found }),
        ...(allowed !== undefined && { allowed }),
      };
    },
    setContext(next) {
      context = next;
    },
  };
}

/**
 * The stack as V8 sees it. The application's own `Error.prepareStackTrace` is neither called nor lost, and nothing is
 * thrown where `Error` is frozen.
 */
function readFrames(below: (...args: never[]) => unknown): RawFrame[] {
  const hook = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const limit = Error.stackTraceLimit;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = MAX_FRAMES;
    Error.prepareStackTrace = (_error, sites) => sites;
    Error.captureStackTrace(holder, below);
    const sites = holder.stack;
    return Array.isArray(sites) ? (sites as CallSite[]).filter((site) => !site.isAsync()).map(toRawFrame) : [];
  } catch {
    return [];
  } finally {
    restore(hook, limit);
  }
}

function restore(hook: PropertyDescriptor | undefined, limit: number): void {
  try {
    Error.stackTraceLimit = limit;
    if (hook === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Object.defineProperty(Error, 'prepareStackTrace', hook);
  } catch {
    // A frozen Error was not changed either.
  }
}

/** The types of Node.js lack `isAsync`: true for the callers that wait for a promise and are not on the stack. */
type CallSite = NodeJS.CallSite & { isAsync(): boolean };

function toRawFrame(site: CallSite): RawFrame {
  const file = site.getFileName() ?? '';
  const line = site.getLineNumber() ?? 0;
  const isMicrotask = line === microtaskLine && site.getFunctionName() === TICK_FUNCTION && file.startsWith('node:');
  const name = file === '' ? builtinName(site) : (site.getFunctionName() ?? site.getMethodName() ?? '');
  return {
    function: isMicrotask ? MICROTASKS : name,
    file,
    line,
    column: site.getColumnNumber() ?? 0,
  };
}

const TICK_FUNCTION = 'processTicksAndRejections';
/** The name that stands for Node's queue of microtasks in a stack. */
const MICROTASKS = 'runMicrotasks';
/** The line of Node's own loop that runs microtasks; another line of the same function runs `nextTick` callbacks. */
let microtaskLine = -1;

/** Learns that line from a microtask of its own. */
function learnMicrotaskLine(): void {
  process.nextTick(() => {
    void Promise.resolve().then(function probe() {
      microtaskLine = readFrames(probe).find(({ function: name }) => name === TICK_FUNCTION)?.line ?? -1;
    });
  });
}

/** `Atomics.wait`, `RegExp.test`: as the catalog writes them. */
function builtinName(site: NodeJS.CallSite): string {
  const name = site.getFunctionName() ?? '';
  // Code of `eval` and `new Function` has no file either, and is the application's.
  if (site.isEval()) return '';
  const type = site.getTypeName();
  return type === null || name.includes('.') ? name : `${type}.${name}`;
}

function readTrace(): Trace | undefined {
  try {
    const span = trace.getActiveSpan()?.spanContext();
    return span && isSpanContextValid(span) ? { traceId: span.traceId, spanId: span.spanId } : undefined;
  } catch {
    return undefined;
  }
}

function toContext(value: unknown): Context | undefined {
  if (typeof value !== 'object' || value === null || disregardPromise(value)) return undefined;
  const entries = Object.entries(value)
    .filter((entry): entry is [string, ContextValue] => ['string', 'number', 'boolean'].includes(typeof entry[1]))
    .slice(0, MAX_CONTEXT_KEYS)
    .map(([key, item]) => [key, typeof item === 'string' ? item.slice(0, MAX_CONTEXT_LENGTH) : item] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
