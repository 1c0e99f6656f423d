import type { Redact } from './arguments.ts';
import { now } from './clock.ts';
import type { HeavyCall, Site, Usage } from './protocol.ts';
import { FLOAT, INT, MAX_APIS, OPAQUE_MS, type Shared } from './shared-memory.ts';
import type { SiteReader } from './stack.ts';
import { readUsage } from './usage.ts';

/**
 * An API that was cheap enough not to be asked before gives its call site afterwards, once its calls since the last
 * beat have taken this long, and again each time that has doubled.
 */
const HEAVY_MS = 5;

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** What is wrapped. */
export interface Marked {
  /** Its index in the API table. */
  readonly api: number;
  /** When its call site is read. */
  readonly callSite: 'before' | 'after';
  /** Undefined where nothing may be shown of its arguments. */
  readonly redact?: Redact | undefined;
}

/** Called after a call of 1 ms and over, with the index of its API. */
type OnCall = (api: number, ms: number) => void;

/** Shorter calls are not passed on. */
const CALL_MS = 1;

export interface Marks {
  /** A function that behaves like `original` and leaves a mark while it runs. */
  wrap(original: AnyFunction, marked: Marked): AnyFunction;
  /** What ran since the last call of `reset`. */
  readWindow(): Usage;
  /** Starts a new window; called with every beat. */
  reset(): void;
  setEnabled(enabled: boolean): void;
  /** Whether call sites bring along what may be shown of the arguments. */
  showArguments(shown: boolean): void;
  /** The function around the marked call that runs now; it and what it calls are not the application's. */
  readonly boundary: AnyFunction | undefined;
}

/**
 * Marks in shared memory that tell which synchronous API runs now. Calls inside calls leave none: the outermost is the
 * one the application made. Arguments are looked at only where the application asks for it.
 */
export function createMarks(shared: Shared, reader: SiteReader, onCall: OnCall): Marks {
  const state: State = {
    shared,
    reader,
    onCall,
    enabled: true,
    showsArguments: false,
    running: undefined,
    touched: false,
    heavy: new Map(),
    dueMs: new Float64Array(MAX_APIS).fill(HEAVY_MS),
  };
  return {
    wrap: (original, marked) => wrap(state, original, marked),
    readWindow: () => (state.touched ? readUsage(shared, (api) => state.heavy.get(api)) : { totalMs: 0, opaqueMs: 0 }),
    reset() {
      if (state.touched) reset(state);
    },
    setEnabled(enabled) {
      state.enabled = enabled;
    },
    showArguments(shown) {
      state.showsArguments = shown;
    },
    get boundary() {
      return state.running;
    },
  };
}

interface State {
  readonly shared: Shared;
  readonly reader: SiteReader;
  readonly onCall: OnCall;
  enabled: boolean;
  showsArguments: boolean;
  /** The wrapper that runs. */
  running: AnyFunction | undefined;
  /** Something ran in this window. */
  touched: boolean;
  readonly heavy: Map<number, HeavyCall>;
  /** Per API: at which total its call site is read next. */
  readonly dueMs: Float64Array;
}

function wrap(state: State, original: AnyFunction, marked: Marked): AnyFunction {
  // A method has no `prototype` of its own, which leaves room for a copy of the original's.
  const methods: { readonly wrapper: AnyFunction } = {
    wrapper(...args) {
      if (state.running !== undefined || !state.enabled) return Reflect.apply(original, this, args);
      const site = enter(state, call, args);
      try {
        return Reflect.apply(original, this, args);
      } finally {
        leave(state, call, args, site);
      }
    },
  };
  const { wrapper } = methods;
  const call: Call = { ...marked, below: wrapper };
  return Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
}

interface Call extends Marked {
  /** The wrapper. */
  readonly below: AnyFunction;
}

function enter(state: State, call: Call, args: readonly unknown[]): Site | undefined {
  const { ints, floats } = state.shared;
  state.running = call.below;
  const site = call.callSite === 'before' ? readSite(state, call, args) : undefined;
  ints[INT.SITE_LENGTH] = site ? writeFitting(state.shared.site, site, (frames) => ({ ...site, frames })) : 0;
  floats[FLOAT.MARK_AT] = now();
  ints[INT.MARK_SEQUENCE] = (ints[INT.MARK_SEQUENCE] ?? 0) + 1;
  Atomics.store(ints, INT.MARK, call.api + 1);
  return site;
}

function readSite({ reader, showsArguments }: State, { below, redact }: Call, args: readonly unknown[]): Site {
  const site = reader.read(below);
  return showsArguments && redact ? { ...site, arguments: redact(args) } : site;
}

/** The mark goes last: the watchdog must find the call either running or among the totals, its call site with it. */
function leave(state: State, call: Call, args: readonly unknown[], site: Site | undefined): void {
  const { api } = call;
  const { ints, floats, apiCalls, apiMs } = state.shared;
  const ms = now() - (floats[FLOAT.MARK_AT] ?? 0);
  const totalMs = (apiMs[api] ?? 0) + ms;
  state.touched = true;
  if (totalMs >= (state.dueMs[api] ?? 0)) {
    state.dueMs[api] = 2 * totalMs;
    keepHeavy(state, { api, ms, site: site ?? readSite(state, call, args) }, totalMs);
  }
  apiCalls[api] = (apiCalls[api] ?? 0) + 1;
  apiMs[api] = totalMs;
  if (ms >= OPAQUE_MS) floats[FLOAT.OPAQUE] = (floats[FLOAT.OPAQUE] ?? 0) + ms;
  Atomics.store(ints, INT.MARK, 0);
  // Still in `running`: what an exporter calls is not the application's.
  if (ms >= CALL_MS) state.onCall(api, ms);
  state.running = undefined;
}

function keepHeavy({ shared, heavy }: State, call: HeavyCall, totalMs: number): void {
  const before = heavy.get(call.api);
  const isMost = before === undefined || call.ms > totalMs / 2;
  const kept = isMost ? call : { ...call, ms: Math.max(before.ms, call.ms), site: intersect(before.site, call.site) };
  heavy.set(call.api, kept);
  if (shared.apiMs.every((ms) => ms <= totalMs)) publish(shared, kept);
}

/** What is true of both calls. */
function intersect(one: Site, other: Site): Site {
  const frames = other.frames.filter((frame) =>
    one.frames.some(({ function: name, file }) => name === frame.function && file === frame.file),
  );
  if (one.asyncId !== other.asyncId) return { frames, asyncId: other.asyncId };
  const { arguments: args, ...rest } = other;
  const isSame = args !== undefined && args.join('\n') === one.arguments?.join('\n');
  return { ...rest, frames, ...(isSame && { arguments: args }) };
}

function publish({ ints, heavy }: Shared, call: HeavyCall): void {
  Atomics.add(ints, INT.HEAVY_SEQUENCE, 1);
  const length = writeFitting(heavy, call.site, (frames) => ({ ...call, site: { ...call.site, frames } }));
  Atomics.store(ints, INT.HEAVY_LENGTH, length);
  Atomics.add(ints, INT.HEAVY_SEQUENCE, 1);
}

function reset(state: State): void {
  const { shared, heavy, dueMs } = state;
  state.touched = false;
  heavy.clear();
  dueMs.fill(HEAVY_MS);
  shared.apiCalls.fill(0);
  shared.apiMs.fill(0);
  shared.floats[FLOAT.OPAQUE] = 0;
  Atomics.store(shared.ints, INT.HEAVY_LENGTH, 0);
}

/** Frames are dropped from the outside in until the text fits. Returns its length in bytes, 0 if nothing fits. */
function writeFitting(memory: Buffer, site: Site, toValue: (frames: Site['frames']) => object): number {
  for (let { frames } = site; ; frames = frames.slice(0, frames.length >> 1)) {
    const text = JSON.stringify(toValue(frames));
    if (Buffer.byteLength(text) <= memory.length) return memory.write(text);
    if (frames.length === 0) return 0;
  }
}
