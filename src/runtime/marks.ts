import { findWorst } from './api-totals.ts';
import { now } from './clock.ts';
import { INT, FLOAT, type Shared, type Site, type SlowCall } from './protocol.ts';
import type { SiteReader } from './stack.ts';

/** From this duration on, a call that was cheap enough not to be asked before gives its call site afterwards. */
const SLOW_CALL_MS = 5;

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type CallSite = 'before' | 'after';

export interface Marks {
  /** A function that behaves like `original` and leaves a mark while it runs. `api` is its index in the table. */
  wrap(original: AnyFunction, api: number, callSite: CallSite): AnyFunction;
  /** What ran since the last call of `reset`. */
  readWindow(): { worst?: { api: number; calls: number; ms: number }; slowest?: SlowCall };
  /** Starts a new window; called with every beat. */
  reset(): void;
  setEnabled(enabled: boolean): void;
}

/**
 * Marks in shared memory that tell which synchronous API runs now. Calls inside calls leave none: the outermost is the
 * one the application made. Arguments are never looked at.
 */
export function createMarks(shared: Shared, reader: SiteReader): Marks {
  const state: State = { shared, reader, enabled: true, running: false, touched: false, slowest: undefined };
  return {
    wrap: (original, api, callSite) => wrap(state, original, api, callSite),
    readWindow() {
      const worst = state.touched ? findWorst(shared) : undefined;
      return { ...(worst && { worst }), ...(state.slowest && { slowest: state.slowest }) };
    },
    reset() {
      if (!state.touched) return;
      state.touched = false;
      state.slowest = undefined;
      shared.apiCalls.fill(0);
      shared.apiMs.fill(0);
    },
    setEnabled(enabled) {
      state.enabled = enabled;
    },
  };
}

interface State {
  readonly shared: Shared;
  readonly reader: SiteReader;
  enabled: boolean;
  running: boolean;
  /** Something ran in this window. */
  touched: boolean;
  slowest: SlowCall | undefined;
}

function wrap(state: State, original: AnyFunction, api: number, callSite: CallSite): AnyFunction {
  // A method has no `prototype` of its own, which leaves room for a copy of the original's.
  const methods: { readonly wrapper: AnyFunction } = {
    wrapper(...args) {
      if (state.running || !state.enabled) return Reflect.apply(original, this, args);
      const site = enter(state, api, callSite, wrapper);
      try {
        return Reflect.apply(original, this, args);
      } finally {
        leave(state, api, site, wrapper);
      }
    },
  };
  const { wrapper } = methods;
  return Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
}

function enter(state: State, api: number, callSite: CallSite, below: AnyFunction): Site | undefined {
  const { ints, floats } = state.shared;
  state.running = true;
  const site = callSite === 'before' ? state.reader.read(below) : undefined;
  ints[INT.SITE_LENGTH] = site ? writeSite(state.shared, site) : 0;
  floats[FLOAT.MARK_AT] = now();
  ints[INT.MARK_SEQUENCE] = (ints[INT.MARK_SEQUENCE] ?? 0) + 1;
  Atomics.store(ints, INT.MARK, api + 1);
  return site;
}

function leave(state: State, api: number, site: Site | undefined, below: AnyFunction): void {
  const { ints, floats, apiCalls, apiMs } = state.shared;
  Atomics.store(ints, INT.MARK, 0);
  state.running = false;
  state.touched = true;
  const ms = now() - (floats[FLOAT.MARK_AT] ?? 0);
  apiCalls[api] = (apiCalls[api] ?? 0) + 1;
  apiMs[api] = (apiMs[api] ?? 0) + ms;
  if (ms < SLOW_CALL_MS || ms <= (state.slowest?.ms ?? 0)) return;
  state.slowest = { api, ms, site: site ?? state.reader.read(below) };
}

/** Frames are dropped from the outside in until the text fits. Returns its length in bytes, 0 if nothing fits. */
function writeSite({ site: memory }: Shared, site: Site): number {
  for (let frames = site.frames; ; frames = frames.slice(0, frames.length >> 1)) {
    const text = JSON.stringify({ ...site, frames });
    if (Buffer.byteLength(text) <= memory.length) return memory.write(text);
    if (frames.length === 0) return 0;
  }
}
