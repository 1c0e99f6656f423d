import { item } from './output.ts';

/** What happened since the message or messages were sent. */
export interface Timeline {
  /** Lines of the monitor. */
  warnings: { atMs: number; line: string }[];
  drops: { atMs: number; name: string }[];
  answers: { atMs: number; name: string }[];
}

export interface Recorder {
  start: () => Timeline;
  warn: (line: string) => void;
  drop: (name: string, reason: string) => void;
  answer: (name: string) => void;
  free: () => void;
  /** Who was dropped at any time. */
  dropped: Set<string>;
}

// Clients that are dropped within this time of each other share a printed line.
const GROUP_MS = 200;

/** Records what happens, and prints it as it happens. */
export function createRecorder(): Recorder {
  const dropped = new Set<string>();
  let startedAt = performance.now();
  let timeline: Timeline = { warnings: [], drops: [], answers: [] };
  let group: { atMs: number; reason: string; names: string[] } | undefined;

  function elapsedMs() {
    return performance.now() - startedAt;
  }

  function printGroup() {
    if (group !== undefined) item(clock(group.atMs), `dropped: ${group.names.join(', ')} (${group.reason})`, 'red');
    group = undefined;
  }

  function print(text: string, style?: 'yellow') {
    printGroup();
    item(clock(elapsedMs()), text, style);
  }

  return {
    dropped,
    start: () => {
      startedAt = performance.now();
      timeline = { warnings: [], drops: [], answers: [] };
      return timeline;
    },
    warn: (line) => {
      timeline.warnings.push({ atMs: elapsedMs(), line });
      print(line, 'yellow');
    },
    drop: (name, reason) => {
      const atMs = elapsedMs();
      dropped.add(name);
      timeline.drops.push({ atMs, name });
      if (group?.reason !== reason) printGroup();
      group ??= { atMs, reason, names: [] };
      group.names.push(name);
      if (group.names.length === 1) setTimeout(printGroup, GROUP_MS);
    },
    answer: (name) => {
      timeline.answers.push({ atMs: elapsedMs(), name });
      print(`${name} has the answer`);
    },
    free: () => {
      print('the loop is free: everybody connects again');
    },
  };
}

function clock(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
