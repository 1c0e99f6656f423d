/** What the monitor saw of one line: how often it blocked the event loop, and for how long. */
export interface Observation {
  /** Relative to the folder of the evidence file, with `/`, so that every checkout can read it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The synchronous API, by the catalog's name; left out where the line itself computes. */
  readonly api?: string;
  /** Blocks. */
  readonly count: number;
  readonly totalMs: number;
  /** The longest. */
  readonly maxMs: number;
}

const VERSION = 1;
/** Lines that are kept: those that blocked for longest in all. */
const MAX_OBSERVATIONS = 1000;

/** @throws TypeError where the text is not what `formatEvidence` writes; it says what is wrong. */
export function parseEvidence(text: string): Observation[] {
  if (text.trim() === '') return [];
  const { version, observations } = parse(text);
  if (version !== VERSION) throw new TypeError(`expected version ${VERSION}, got ${String(version)}`);
  if (!Array.isArray(observations)) throw new TypeError("it has no list of 'observations'");
  const wrong = observations.findIndex((value) => !isObservation(value));
  if (wrong >= 0) throw new TypeError(`observations[${wrong}] is no { file, line, api?, count, totalMs, maxMs }`);
  return observations as Observation[];
}

/** One line per observation, the worst first: a file that can be read, and compared. */
export function formatEvidence(observations: readonly Observation[]): string {
  const lines = [...observations]
    .sort((one, other) => other.totalMs - one.totalMs)
    .slice(0, MAX_OBSERVATIONS)
    .map((observation) => `\n    ${JSON.stringify(observation)}`);
  return `{\n  "version": ${VERSION},\n  "observations": [${lines.join(',')}\n  ]\n}\n`;
}

/** Adds up what was seen of the same line. */
export function mergeEvidence(...lists: readonly (readonly Observation[])[]): Observation[] {
  const merged = new Map<string, Observation>();
  for (const observation of lists.flat()) {
    const key = JSON.stringify([observation.file, observation.line, observation.api]);
    const before = merged.get(key);
    merged.set(key, before ? add(before, observation) : observation);
  }
  return [...merged.values()];
}

function add(one: Observation, other: Observation): Observation {
  return {
    ...one,
    count: one.count + other.count,
    totalMs: one.totalMs + other.totalMs,
    maxMs: Math.max(one.maxMs, other.maxMs),
  };
}

function parse(text: string): { readonly version?: unknown; readonly observations?: unknown } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new TypeError('it is no JSON');
  }
  if (typeof content !== 'object' || content === null) throw new TypeError('it is no JSON object');
  return content;
}

function isObservation(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { file, line, api, count, totalMs, maxMs } = value as Record<string, unknown>;
  const isNamed = typeof file === 'string' && file !== '' && (api === undefined || typeof api === 'string');
  return isNamed && [line, count, totalMs, maxMs].every((figure) => typeof figure === 'number' && figure >= 0);
}
