import { channel } from 'node:diagnostics_channel';
import type { MonitorEvents } from './record.ts';

export type EventName = keyof MonitorEvents;
export type Listener<Name extends EventName> = (event: MonitorEvents[Name]) => void;

export interface Emitter {
  on<Name extends EventName>(name: Name, listener: Listener<Name>): void;
  off<Name extends EventName>(name: Name, listener: Listener<Name>): void;
  emit(event: MonitorEvents[EventName]): void;
  clear(): void;
}

const NAMES: readonly string[] = ['block', 'session-at-risk', 'recovered', 'paused'] satisfies EventName[];

/**
 * Listeners, and the diagnostics channels `unblocked:block`, `unblocked:session-at-risk`, `unblocked:recovered`, and
 * `unblocked:paused`. A listener that throws neither ends the process nor keeps the others from being called: its error
 * becomes a process warning.
 */
export function createEmitter(): Emitter {
  const listeners = new Map<string, Set<(event: never) => unknown>>();

  return {
    on(name, listener) {
      if (!NAMES.includes(name)) {
        throw new TypeError(`monitor.on: unknown event '${name}'; expected one of ${NAMES.join(', ')}`);
      }
      if (typeof listener !== 'function') throw new TypeError(`monitor.on: the listener of '${name}' is no function`);
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
    },
    off(name, listener) {
      listeners.get(name)?.delete(listener);
    },
    emit(event) {
      for (const listener of [...(listeners.get(event.event) ?? [])]) callSafely(listener, event);
      const diagnostics = channel(`unblocked:${event.event}`);
      if (diagnostics.hasSubscribers) diagnostics.publish(event);
    },
    clear() {
      listeners.clear();
    },
  };
}

function callSafely(listener: (event: never) => unknown, event: MonitorEvents[EventName]): void {
  try {
    const result = listener(event as never);
    if (result instanceof Promise) result.catch(warn);
  } catch (error) {
    warn(error);
  }
}

function warn(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.emitWarning(`A listener of the unblocked monitor failed: ${text}`, {
    type: 'UnblockedWarning',
    code: 'UNBLOCKED_LISTENER',
  });
}
