import { statSync } from 'node:fs';
import { Module } from 'node:module';
import { now } from './clock.ts';
import type { ModuleLoad, Site } from './protocol.ts';
import { INT, type Shared } from './shared-memory.ts';
import type { SiteReader } from './stack.ts';

/** Smaller files compile in a few milliseconds. */
const LEAST_BYTES = 512 * 1024;

/** Imported bindings are live: ours is not to be the instrumented one. */
const stat = statSync;

type Load = (this: unknown, file: string) => unknown;

export interface ModuleLoads {
  set(enabled: boolean): void;
  /** The longest load since the last call of `reset`. */
  readLongest(): ModuleLoad | undefined;
  reset(): void;
}

/**
 * Marks while a large CommonJS module is loaded: to read and to compile it is native code, into which no stack sees. The
 * line that requires it is on the stack all the while.
 */
export function createModuleLoads({ ints, load }: Shared, reader: SiteReader): ModuleLoads {
  const holder = (Module as unknown as { prototype: { load: Load } }).prototype;
  const original = holder.load;
  let longest: ModuleLoad | undefined;

  function publish(running: ModuleLoad | undefined): void {
    const text = running === undefined ? '' : JSON.stringify(running);
    Atomics.store(ints, INT.LOAD_LENGTH, Buffer.byteLength(text) <= load.length ? load.write(text) : 0);
  }

  function loadLarge(module: unknown, file: string, site: Site): unknown {
    const startedAt = now();
    publish({ site, startedAt, ms: 0 });
    try {
      return original.call(module, file);
    } finally {
      const ms = now() - startedAt;
      if (ms > (longest?.ms ?? 0)) longest = { site, startedAt, ms };
      publish(longest);
    }
  }

  function wrapper(this: unknown, file: string): unknown {
    return isLarge(file) ? loadLarge(this, file, reader.read(wrapper)) : original.call(this, file);
  }

  return {
    set(enabled) {
      if (enabled && holder.load === original) holder.load = wrapper;
      if (!enabled && holder.load === wrapper) holder.load = original;
    },
    readLongest: () => longest,
    reset() {
      if (longest === undefined) return;
      longest = undefined;
      publish(undefined);
    },
  };
}

function isLarge(file: unknown): boolean {
  const size = typeof file === 'string' ? stat(file, { throwIfNoEntry: false })?.size : undefined;
  return size !== undefined && size >= LEAST_BYTES;
}
