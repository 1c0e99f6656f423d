import type { Runtime, Session } from 'node:inspector';
import { isOfApplication } from '../frames.ts';
import { CAPTURE_KEY, type CaptureReply, type Moment } from '../protocol.ts';
import { INT, type Shared } from '../shared-memory.ts';
import type { InspectorModule } from '../inspector.ts';
import { isInTime, type Sample } from './samples.ts';
import { waitBetween } from './thread-times.ts';

export interface Sampler {
  /**
   * Asks for the stack of the main thread, unless an earlier request is still unanswered.
   *
   * @param overdueMs how much later than it should have been.
   */
  ask(beats: number, overdueMs: number): void;
  /** The samples so far, an unanswered one included. */
  readonly samples: readonly Sample[];
  /** Forgets the samples, for the next block. */
  reset(): void;
  /** Closes the connection: an open one would show up as a debugger. */
  readonly disconnect: () => void;
}

const nothing = () => undefined;
export const NO_STACKS: Sampler = { ask: nothing, samples: [], reset: nothing, disconnect: nothing };

/** Bounds the memory that a block without end takes: its oldest stacks are forgotten. */
const MAX_SAMPLES = 100;
/**
 * How often a stack is asked for at once when it turns out to be that of Node.js between two callbacks or microtasks: it
 * takes luck to meet one that is short.
 */
const MAX_TRIES = 24;

const EXPRESSION = `globalThis[Symbol.for('${CAPTURE_KEY}')]()`;

/**
 * Reads the blocking stack by evaluating the capture function on top of it, through a connection that is open only
 * during a block.
 *
 * @param inspector undefined where the inspector is not to be had.
 * @param readMoment this moment of the main thread.
 * @param onSample called when a reply has come.
 */
export function createSampler(
  shared: Shared,
  inspector: InspectorModule | undefined,
  readMoment: () => Moment,
  onSample: (sample: Sample) => void,
): Sampler {
  const connection = createConnection(shared, inspector);
  let pending: Request | undefined;
  let samples: Sample[] = [];

  function settle(request: Request, reply: CaptureReply | undefined): void {
    // A reply that comes after the block was closed belongs to no block.
    if (pending !== request) return;
    pending = undefined;
    const sample = { ...request, reply, ran: reply ?? readMoment() };
    samples = [...samples, sample].slice(-MAX_SAMPLES);
    onSample(sample);
  }

  function request(beats: number, overdueMs: number, triesLeft: number): void {
    const current = { asked: readMoment(), beats, overdueMs };
    pending = current;
    connection.evaluate((reply) => {
      if (reply && triesLeft > 1 && pending === current && isBetweenCallbacks(current, reply)) {
        // For whose code it waited until then, the next stack does not tell.
        request(beats, overdueMs + waitBetween(current.asked, reply), triesLeft - 1);
      } else settle(current, reply);
    });
  }

  return {
    ask(beats, overdueMs) {
      if (!pending && inspector) request(beats, overdueMs, MAX_TRIES);
    },
    get samples() {
      return pending ? [...samples, { ...pending, reply: undefined, ran: readMoment() }] : samples;
    },
    reset() {
      samples = [];
      pending = undefined;
    },
    disconnect: connection.close,
  };
}

type Request = Pick<Sample, 'asked' | 'beats' | 'overdueMs'>;

function createConnection({ ints }: Shared, inspector: InspectorModule | undefined) {
  let session: Session | undefined;

  function connect(): Session | undefined {
    if (session || !inspector) return session;
    // In this order: the main thread writes the one and reads the other, so that one of the two sees the other's.
    Atomics.store(ints, INT.CONNECTED, 1);
    if (Atomics.load(ints, INT.EXITING) === 1) {
      close();
      return undefined;
    }
    const opened = new inspector.Session();
    opened.connectToMainThread();
    return (session = opened);
  }

  function close(): void {
    session?.disconnect();
    session = undefined;
    Atomics.store(ints, INT.CONNECTED, 0);
    Atomics.notify(ints, INT.CONNECTED);
  }

  return {
    evaluate: (onReply: (reply: CaptureReply | undefined) => void): void => {
      const parameters = { expression: EXPRESSION, silent: true, returnByValue: true };
      try {
        connect()?.post('Runtime.evaluate', parameters, (error, reply?: Runtime.EvaluateReturnType) => {
          onReply(error ? undefined : parse(reply?.result.value));
        });
      } catch {
        // No connection, no stack: the request stays unanswered.
      }
    },
    close,
  };
}

/** A late reply is not asked for again: that would forget how long the loop was in code which no stack shows. */
function isBetweenCallbacks(request: Request, reply: CaptureReply): boolean {
  return isInTime({ ...request, reply, ran: reply }) && !reply.frames.some(isOfApplication);
}

function parse(value: unknown): CaptureReply | undefined {
  return typeof value === 'string' ? (JSON.parse(value) as CaptureReply) : undefined;
}
