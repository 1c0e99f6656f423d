import type { Profiler as Protocol, Session } from 'node:inspector';
import { now } from './clock.ts';
import { isInspectorDenied, loadInspector, type InspectorModule } from './inspector.ts';
import { toStacks } from './profile-stacks.ts';
import type { ProfiledStack } from './protocol.ts';

export interface Profiler {
  set(enabled: boolean): void;
  /** The stacks since `from`, on the monotonic clock, those of the most time first; none where it does not run. */
  read(from: number): readonly ProfiledStack[];
  /** Forgets what is past. Called with every beat. */
  trim(): void;
}

/** At 10 ms between two stacks, an idle process pays 1 to 4 % of a core (measured, Node.js 26 to 20). */
const INTERVAL_MS = 10;
/** So long a profile grows at most, but for blocks that last longer. */
const MAX_AGE_MS = 10_000;

/** A profile that grows. */
interface Running {
  readonly session: Session;
  readonly inspector: InspectorModule;
  readonly title: string;
  readonly startedAt: number;
}

/**
 * V8's own profiler, which interrupts what no stack can be read in: `JSON.parse`, `structuredClone`, sorts. It has to run
 * before there is a block, since it starts only between two calls.
 *
 * @param ownFile this package's file as V8 shows it; undefined where it is bundled with the application's.
 */
export function createProfiler(ownFile: string | undefined): Profiler {
  let running: Running | undefined;

  /** Begins the next profile before it ends the last: a profiler that stops has to learn all code again. */
  function turn(last: Running): Protocol.Profile | undefined {
    let finished: Protocol.Profile | undefined;
    running = begin(last.session, last.inspector);
    last.session.once('Profiler.consoleProfileFinished', ({ params }) => {
      finished = params.profile;
    });
    last.inspector.console.profileEnd(last.title);
    return finished;
  }

  return {
    set(enabled) {
      if (enabled) running ??= open();
      else {
        running?.session.disconnect();
        running = undefined;
      }
    },
    read(from) {
      const profile = running && turn(running);
      return profile ? toStacks(profile, from, ownFile) : [];
    },
    trim() {
      if (running && now() - running.startedAt > MAX_AGE_MS) turn(running);
    },
  };
}

function open(): Running | undefined {
  const inspector = loadInspector();
  if (!inspector || isInspectorDenied()) return undefined;
  const session = new inspector.Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 1000 * INTERVAL_MS });
  return begin(session, inspector);
}

function begin(session: Session, inspector: InspectorModule): Running {
  const startedAt = now();
  const title = `unblocked ${startedAt}`;
  inspector.console.profile(title);
  return { session, inspector, title, startedAt };
}
