import { readFileSync, statSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RawFrame } from '../protocol.ts';

/** Larger files and maps are not read: they would not fit into the watchdog's memory. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 100;

interface LoadedMap {
  readonly map: SourceMap;
  readonly resolveSource: (source: string) => string;
}

/**
 * Maps positions of compiled files to their sources. Reads files synchronously: this thread serves nobody.
 *
 * @returns a function that never throws; a frame without a map keeps its position.
 */
export function createFrameMapper(): (frame: RawFrame) => RawFrame {
  const known = new Map<string, LoadedMap | undefined>();

  function load(path: string): LoadedMap | undefined {
    if (known.has(path)) return known.get(path);
    if (known.size >= MAX_FILES) known.clear();
    const loaded = attempt(() => loadMap(path));
    known.set(path, loaded);
    return loaded;
  }

  return (frame) => {
    const path = toPath(frame.file);
    const found = load(path);
    return found === undefined ? { ...frame, file: path } : mapPosition({ ...frame, file: path }, found);
  };
}

function mapPosition(frame: RawFrame, { map, resolveSource }: LoadedMap): RawFrame {
  const entry = map.findEntry(frame.line - 1, frame.column - 1);
  if (!('originalSource' in entry)) return frame;
  return {
    ...frame,
    file: resolveSource(entry.originalSource),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  };
}

function loadMap(path: string): LoadedMap | undefined {
  if (statSync(path).size > MAX_BYTES) return undefined;
  const text = readFileSync(path, 'utf8');
  const url = [...text.matchAll(/\/[/*][#@]\s*sourceMappingURL=([^\s'"*]+)/g)].at(-1)?.[1];
  if (url === undefined) return undefined;
  const { payload, base } = readMap(url, path);
  const root = payload.sourceRoot ? `${payload.sourceRoot.replace(/\/$/, '')}/` : '';
  return {
    map: new SourceMap(payload),
    resolveSource: (source) => {
      const full = source.startsWith(root) ? source : root + source;
      return full.startsWith('file:') ? toPath(full) : resolve(dirname(base), decodeURI(full));
    },
  };
}

function readMap(url: string, path: string): { payload: SourceMapPayload; base: string } {
  const data = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(url);
  if (data) {
    const body = data[2] ?? '';
    const text = data[1] ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body);
    return { payload: JSON.parse(text) as SourceMapPayload, base: path };
  }
  const base = fileURLToPath(new URL(url, pathToFileURL(path)));
  if (statSync(base).size > MAX_BYTES) throw new RangeError('too large');
  return { payload: JSON.parse(readFileSync(base, 'utf8')) as SourceMapPayload, base };
}

/** V8 shows modules as URLs and scripts as paths. */
function toPath(file: string): string {
  return file.startsWith('file:') ? (attempt(() => fileURLToPath(file)) ?? file) : file;
}

function attempt<Result>(task: () => Result): Result | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}
