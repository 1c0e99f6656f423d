import type { GcClock } from './gc-clock.ts';
import { isOfApplication } from './frames.ts';
import type { Marks } from './marks.ts';
import { CAPTURE_KEY, type CaptureReply } from './protocol.ts';
import { FLOAT, INT, type Shared } from './shared-memory.ts';
import type { PromiseProbe } from './promise-probe.ts';
import { readMoment } from './schedstat.ts';
import type { SiteReader } from './stack.ts';

interface CaptureParts {
  readonly shared: Shared;
  readonly reader: SiteReader;
  readonly marks: Marks;
  readonly gc: GcClock;
  readonly probe: PromiseProbe;
  readonly writeDebuggable: () => void;
}

/**
 * Puts the capture function where the watchdog can reach it through the inspector. The watchdog evaluates it on top of
 * the frames that block the loop, so it must neither throw nor take long.
 *
 * @returns what removes it.
 */
export function installCapture({ shared, reader, marks, gc, probe, writeDebuggable }: CaptureParts): () => void {
  const key = Symbol.for(CAPTURE_KEY);

  function capture(): string {
    const moment = readMoment();
    const beats = Atomics.load(shared.ints, INT.BEATS);
    const opaqueMs = shared.floats[FLOAT.OPAQUE] ?? 0;
    // What runs inside of a marked call is not the application's, be it an exporter that is told of the call.
    const site = probe.take() ?? reader.read(marks.boundary ?? capture);
    if (!site.frames.some(isOfApplication)) probe.arm();
    gc.start();
    writeDebuggable();
    const reply: CaptureReply = {
      ...moment,
      ...site,
      beats,
      opaqueMs,
    };
    return JSON.stringify(reply);
  }

  Object.defineProperty(globalThis, key, { value: capture, configurable: true, enumerable: false });
  return () => {
    Reflect.deleteProperty(globalThis, key);
  };
}
