import { loadInspector } from './inspector.ts';
import { INT, type Shared } from './shared-memory.ts';

/** @returns a function that tells the watchdog whether a debugger can be, or is, attached. */
export function createDebuggable({ ints }: Shared): () => void {
  const inspector = loadInspector();
  return () => {
    Atomics.store(ints, INT.DEBUGGABLE, inspector?.url() === undefined ? 0 : 1);
  };
}
