import { isHushed, type ApiFacts, type WatchdogSettings } from '../../protocol.ts';
import { INT, type Shared } from '../../shared-memory.ts';
import type { ReportedEvent } from '../../record.ts';
import type { Pauses } from '../pauses.ts';
import type { SessionWatch } from '../sessions-at-risk.ts';
import { createLive, type Live } from './live.ts';
import { startOtlp, type Otlp } from './otlp/index.ts';
import page from './page/page.html';
import { createHistory, type History } from './history.ts';
import { PROMETHEUS_CONTENT_TYPE, toPrometheus } from './prometheus.ts';
import { readResource } from './resource.ts';
import { serve, type Reply } from './server.ts';
import { createTallies, type Tallies } from './tallies.ts';
import { toVisible } from './visible.ts';

export interface Exports {
  note(event: ReportedEvent): void;
  /** Settings may have changed. */
  configure(): void;
}

export interface ExportParts {
  readonly shared: Shared;
  readonly apis: readonly ApiFacts[];
  readonly pid: number;
  readonly pauses: Pauses;
  readonly sessions: SessionWatch;
  readonly getSettings: () => WatchdogSettings;
  /** Writes a line to stderr. */
  readonly writeLine: (line: string) => void;
}

/** What leaves the process from this thread: nothing, until a setting asks for it. */
export function createExports(parts: ExportParts): Exports {
  const live = createLive(parts);
  const tallies = createTallies({ ...parts, live });
  const history = createHistory(live);
  const setPort = createSwitch();
  const setOtlp = createSwitch();
  let otlp: Otlp | undefined;

  function configure(): void {
    const { port, host, otlp: options } = parts.getSettings().whileBlocked;
    setPort(port === undefined ? '' : `${host}:${port}`, () => {
      history.start();
      const warn = (text: string) => {
        parts.writeLine(`unblocked: ${text}`);
      };
      return serve({ port, host }, (path) => answer(path, { ...parts, live, tallies, history }), warn);
    });
    setOtlp(options === false ? '' : JSON.stringify(options), () => {
      otlp = startOtlp(typeof options === 'object' ? options : {}, { ...parts, live, tallies });
      return otlp.stop;
    });
  }

  configure();
  return {
    note(event) {
      live.note(event);
      tallies.note(event);
      history.note(event);
      if (!isHushed(event)) otlp?.note(event);
    },
    configure,
  };
}

/** Something that runs for one set of settings: it is ended, and started anew, when they have changed. */
function createSwitch(): (wanted: string, start: () => () => void) => void {
  let current = '';
  let stop: (() => void) | undefined;
  return (wanted, start) => {
    if (wanted === current) return;
    stop?.();
    current = wanted;
    stop = wanted === '' ? undefined : start();
  };
}

interface AnswerParts extends ExportParts {
  readonly live: Live;
  readonly tallies: Tallies;
  readonly history: History;
}

function answer(path: string, parts: AnswerParts): Reply | undefined {
  const { shared, live, tallies, getSettings } = parts;
  const { resource, stacks, livezThresholdMs } = getSettings().whileBlocked;
  switch (path) {
    case '/metrics': {
      const hasProvider = Atomics.load(shared.ints, INT.HAS_PROVIDER) === 1;
      const metrics = [...tallies.own(), ...(hasProvider ? [] : tallies.ofMain())];
      const body = toPrometheus(metrics, readResource(resource, process.env));
      return { status: 200, type: PROMETHEUS_CONTENT_TYPE, body };
    }
    case '/livez': {
      const activeMs = live.activeMs();
      if (activeMs < livezThresholdMs) return json(200, { status: 'ok' });
      const block = live.block();
      return json(503, block ? toVisible(block, stacks) : { status: 'blocked', durationMs: Math.round(activeMs) });
    }
    case '/':
      return { status: 200, type: 'text/html; charset=utf-8', body: page };
    case '/state':
      return json(200, toState(parts));
    default:
      return undefined;
  }
}

/** What the live page shows. */
function toState({ live, history, pid, getSettings }: AnswerParts) {
  const { resource, stacks } = getSettings().whileBlocked;
  const block = live.block();
  return {
    time: Date.now(),
    service: readResource(resource, process.env)['service.name'],
    pid,
    stacks,
    activeMs: Math.round(live.activeMs()),
    ...(block && { block: toVisible(block, stacks) }),
    sessions: live.sessions(),
    ...history.read(stacks),
  };
}

function json(status: number, value: unknown): Reply {
  return { status, type: 'application/json', body: `${JSON.stringify(value)}\n` };
}
