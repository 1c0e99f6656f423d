/** Keeps what was reported in `node_modules/.cache`, where tools keep what may be deleted at any time. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import type { Report } from './recorded.ts';

export type ReportsByKey = ReadonlyMap<string, readonly Report[]>;

export interface Store {
  load(): ReportsByKey;
  /** Adds to what others have saved meanwhile. Where nothing can be written, nothing is kept. */
  save(reports: ReportsByKey): void;
}

/** How many states of one project are kept: branches come back. */
const MAX_STATES = 5;

/**
 * @param project tells this project from others
 * @param state tells this state of it from others
 */
export function createStore(project: string, state: string): Store {
  const cache = path.join(findModules(), '.cache', 'unblocked', project);
  const folder = path.join(cache, state);
  const loaded: string[] = [];
  return {
    load() {
      loaded.push(...list(folder).filter((name) => name.endsWith('.json')));
      return new Map(loaded.flatMap((name) => read(path.join(folder, name))));
    },
    save(reports) {
      try {
        fs.mkdirSync(folder, { recursive: true });
        // Threads and other processes write at the same time: each has a file of its own.
        const file = path.join(folder, `${Date.now()}-${process.pid}-${threadId}`);
        fs.writeFileSync(file, serialize(reports));
        fs.renameSync(file, `${file}.json`);
        for (const name of loaded) fs.rmSync(path.join(folder, name), { force: true });
        removeOld(cache);
      } catch {
        // Read-only, or full: the next run works it out again.
      }
    },
  };
}

/** `node_modules` in which this package is installed, or those of its own. */
function findModules(): string {
  const own = fileURLToPath(import.meta.url);
  const installed = own.indexOf(MODULES);
  if (installed !== -1) return own.slice(0, installed + MODULES.length);
  return path.join(path.dirname(own), '..', 'node_modules');
}

const MODULES = `${path.sep}node_modules${path.sep}`;

interface Saved {
  /** The keys of the files on which nothing was reported: most of them. */
  readonly silent: readonly string[];
  readonly reports: Readonly<Record<string, readonly Report[]>>;
}

function serialize(all: ReportsByKey): string {
  const silent = [...all].flatMap(([key, reports]) => (reports.length === 0 ? [key] : []));
  const reports = Object.fromEntries([...all].filter(([, { length }]) => length > 0));
  return JSON.stringify({ silent, reports } satisfies Saved);
}

/** Nothing, where the file is gone or not whole. */
function read(file: string): (readonly [string, readonly Report[]])[] {
  try {
    const { silent, reports } = JSON.parse(fs.readFileSync(file, 'utf8')) as Saved;
    return [...silent.map((key) => [key, []] as const), ...Object.entries(reports)];
  } catch {
    return [];
  }
}

function removeOld(cache: string): void {
  const states = list(cache).map((name) => path.join(cache, name));
  const newest = states.map((state) => [state, fs.statSync(state).mtimeMs] as const).toSorted(([, a], [, b]) => b - a);
  for (const [state] of newest.slice(MAX_STATES)) fs.rmSync(state, { recursive: true, force: true });
}

function list(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
