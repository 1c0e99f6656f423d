/** Keeps what a run found for the next one in `node_modules/.cache`, where tools keep what may be deleted at any time. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { digest } from './digest.ts';

export interface Store {
  /** What was saved, by one process or several. */
  load(): readonly Buffer[];
  /** In place of what was loaded, beside what others have saved meanwhile. Where nothing can be written, nothing is kept. */
  save(content: string | Uint8Array): void;
}

/** How many states of one kind are kept: branches come back. */
const MAX_STATES = 5;

/**
 * @param root of the project
 * @param kind what is kept of it
 * @param state tells what it was found in from all else
 */
export function createStore(root: string, kind: string, state: string): Store {
  const states = path.join(findModules(), '.cache', 'unblocked', digest(root), kind);
  const folder = path.join(states, state);
  const loaded: string[] = [];
  return {
    load() {
      const found = list(folder).filter((file) => file.endsWith(SAVED));
      loaded.push(...found);
      return found.flatMap(read);
    },
    save(content) {
      try {
        fs.mkdirSync(folder, { recursive: true });
        // Threads and other processes write at the same time: each has a file of its own.
        const file = path.join(folder, `${Date.now()}-${process.pid}-${threadId}`);
        fs.writeFileSync(file, content);
        fs.renameSync(file, file + SAVED);
        for (const old of loaded) fs.rmSync(old, { force: true });
        removeOld(states);
      } catch {
        // Read-only, or full: the next run works it out again.
      }
    },
  };
}

/** A file that is whole. */
const SAVED = '.saved';

/** `node_modules` in which this package is installed, or those of its own. */
function findModules(): string {
  const own = fileURLToPath(import.meta.url);
  const installed = own.indexOf(MODULES);
  if (installed !== -1) return own.slice(0, installed + MODULES.length);
  return path.join(path.dirname(own), '..', 'node_modules');
}

const MODULES = `${path.sep}node_modules${path.sep}`;

function read(file: string): Buffer[] {
  try {
    return [fs.readFileSync(file)];
  } catch {
    return [];
  }
}

function removeOld(folder: string): void {
  const states = list(folder).map((state) => [state, fs.statSync(state).mtimeMs] as const);
  const old = states.toSorted(([, a], [, b]) => b - a).slice(MAX_STATES);
  for (const [state] of old) fs.rmSync(state, { recursive: true, force: true });
}

function list(folder: string): string[] {
  try {
    return fs.readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
