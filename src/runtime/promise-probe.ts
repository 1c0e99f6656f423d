import * as v8 from 'node:v8';
import type { Moment, Site } from './protocol.ts';
import { readMoment } from './schedstat.ts';
import type { SiteReader } from './stack.ts';

/** What was on the stack then, and when that was. */
type Probed = Site & Moment;

export interface PromiseProbe {
  /** From now on, the next promise that is made tells who makes it. */
  arm(): void;
  /** What it told, once. */
  take(): Probed | undefined;
  disarm(): void;
}

/** Bun and Deno have none. */
type PromiseHooks = typeof v8.promiseHooks | undefined;

/**
 * Meets an async function that starves the loop. V8 runs what interrupts it between two microtasks, more often than not
 * outside of the function; but to `await` makes a promise, and whoever makes it is on the stack.
 */
export function createPromiseProbe(reader: SiteReader): PromiseProbe {
  const hooks = v8.promiseHooks as PromiseHooks;
  let stop: (() => void) | undefined;
  let probed: Probed | undefined;

  function disarm(): void {
    stop?.();
    stop = undefined;
    probed = undefined;
  }

  function onInit(): void {
    // First of all: what is read may make promises, too.
    disarm();
    const moment = readMoment();
    const site = reader.read(onInit);
    // It ends where promises are made, which says nothing of where the time goes.
    probed = { ...moment, ...site, frames: site.frames.slice(site.frames.findIndex(({ file }) => file !== '')) };
  }

  return {
    arm() {
      stop ??= hooks?.onInit(onInit) as (() => void) | undefined;
    },
    take() {
      const found = probed;
      probed = undefined;
      return found;
    },
    disarm,
  };
}
