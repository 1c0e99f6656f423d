import { now } from './clock.ts';
import { CAPTURE_KEY, INT, type CaptureReply, type Shared } from './protocol.ts';
import type { SiteReader } from './stack.ts';

/**
 * Puts the capture function where the watchdog can reach it through the inspector. The watchdog evaluates it on top of
 * the frames that block the loop, so it must neither throw nor take long.
 *
 * @returns what removes it.
 */
export function installCapture(shared: Shared, reader: SiteReader): () => void {
  const key = Symbol.for(CAPTURE_KEY);

  function capture(): string {
    const at = now();
    const beats = Atomics.load(shared.ints, INT.BEATS);
    const reply: CaptureReply = { ...reader.read(capture), at, beats };
    return JSON.stringify(reply);
  }

  Object.defineProperty(globalThis, key, { value: capture, configurable: true, enumerable: false });
  return () => {
    Reflect.deleteProperty(globalThis, key);
  };
}
