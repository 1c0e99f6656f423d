import { trace, type Span, type SpanContext } from '@opentelemetry/api';
import { now } from '../clock.ts';
import { EVENT, EVENT_ATTRIBUTE } from '../metrics/semconv.ts';
import { FLOAT, type Shared } from '../shared-memory.ts';
import type { BlockRecord } from '../record.ts';
import { toAttributes } from './log-record.ts';
import { safely } from './safely.ts';

export interface BlockedSpans {
  /**
   * Keeps the active span, if the loop has been blocked for some time. Never throws.
   *
   * @param call the marked call that has just ended.
   */
  hold(call?: MarkedCall): void;
  /** A beat has come in time: what was held did not become a block. */
  onBeat(): void;
  /** A beat has come late: what was held waits for the verdict. */
  readonly onLateBeat: () => void;
  /** The span that the block names gets its event. Returns its context. */
  settle(block: BlockRecord): SpanContext | undefined;
  /** The verdict has been given: what was held is let go. */
  release(): void;
}

interface MarkedCall {
  readonly api: string;
  readonly ms: number;
}

interface Held {
  readonly span: Span;
  /** The beat before the block. */
  readonly beatAt: number;
  /** The beat after it, once it has come. */
  lateAt?: number;
  longest?: MarkedCall;
  /** It has its event, and has ended. */
  hasEnded?: boolean;
  readonly letGo: () => void;
}

/** In one block, many callbacks may each have a span. */
const MAX_HELD = 16;

/**
 * Events on the spans that were active while the loop was blocked. The watchdog's verdict comes after the block, and the
 * span of a synchronous handler has ended by then. So a span that ends before gets its event as it ends: with how long
 * the block has been, and without the place, which is not known yet.
 */
export function createBlockedSpans({ floats }: Shared): BlockedSpans {
  const held = new Map<Span, Held>();

  function release(isOver: (entry: Held) => boolean): void {
    for (const entry of [...held.values()].filter(isOver)) {
      held.delete(entry.span);
      entry.letGo();
    }
  }

  return {
    hold: (call) => {
      // On top of the application's stack, and with the application's tracer.
      safely(() => {
        hold(held, floats, call);
      });
    },
    onBeat() {
      if (held.size > 0) release(({ lateAt }) => lateAt === undefined);
    },
    onLateBeat() {
      for (const entry of held.values()) entry.lateAt ??= now();
    },
    settle: (block) =>
      safely(() => {
        const found = [...held.values()].find(({ span }) => span.spanContext().spanId === block.trace?.spanId);
        if (!found?.hasEnded) found?.span.addEvent(EVENT.block, toAttributes(block), block.startTime);
        return found?.span.spanContext();
      }),
    release() {
      release(({ lateAt }) => lateAt !== undefined);
    },
  };
}

function hold(held: Map<Span, Held>, floats: Float64Array, call: MarkedCall | undefined): void {
  const beatAt = floats[FLOAT.BEAT_AT] ?? 0;
  const ageMs = now() - beatAt - (floats[FLOAT.HEARTBEAT] ?? 0);
  if (ageMs < (floats[FLOAT.THRESHOLD] ?? Infinity) / 2) return;
  const span = trace.getActiveSpan();
  if (!span?.isRecording() || (held.size >= MAX_HELD && !held.has(span))) return;
  const entry = held.get(span) ?? keep(span, beatAt, floats);
  held.set(span, entry);
  if (call && call.ms > (entry.longest?.ms ?? 0)) entry.longest = call;
}

function keep(span: Span, beatAt: number, floats: Float64Array): Held {
  const letGo = beforeEnd(span, () => {
    addEarly(entry, floats);
  });
  const entry: Held = { span, beatAt, letGo };
  return entry;
}

function addEarly(entry: Held, floats: Float64Array): void {
  const { span, beatAt, lateAt, longest } = entry;
  entry.hasEnded = true;
  const ms = (lateAt ?? now()) - beatAt - (floats[FLOAT.HEARTBEAT] ?? 0) / 2;
  if (ms < (floats[FLOAT.THRESHOLD] ?? Infinity)) return;
  const api = longest && longest.ms > ms / 2 ? { [EVENT_ATTRIBUTE.api]: longest.api } : {};
  span.addEvent(EVENT.block, { [EVENT_ATTRIBUTE.durationS]: Math.round(ms) / 1000, ...api }, Date.now() - ms);
}

/** Calls `before` when the span is about to end. Returns what takes that back. */
function beforeEnd(span: Span, before: () => void): () => void {
  const end: unknown = Reflect.get(span, 'end');
  if (typeof end !== 'function') return () => undefined;
  const own: Span['end'] = (...time) => {
    before();
    Reflect.apply(end, span, time);
  };
  Object.defineProperty(span, 'end', { value: own, configurable: true, writable: true });
  return () => {
    if (Object.getOwnPropertyDescriptor(span, 'end')?.value === own) Reflect.deleteProperty(span, 'end');
  };
}
