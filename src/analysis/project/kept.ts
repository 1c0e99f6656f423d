/**
 * What one run leaves to the next: the facts of the files, which hang on nothing but their texts, and which files took
 * part, so that this need not be found out round by round again.
 */
import fs from 'node:fs';
import v8 from 'node:v8';
import zlib from 'node:zlib';
import { digest } from '../../cache/digest.ts';
import { createStore, type Store } from '../../cache/store.ts';
import { getVersion } from '../../cache/version.ts';
import { getKnownLinks, type Links, rememberLinks } from '../callers/links.ts';
import type { FileFacts } from '../facts/types.ts';

export interface Kept {
  /** Of this very text; undefined where they are not known. */
  getFacts(file: string, text: string): FileFacts | undefined;
  addFacts(file: string, text: string, facts: FileFacts): void;
  /** The files that took part the last time. */
  getPart(project: string): readonly string[] | undefined;
  /** @param project tells its files, and what is asked of them, from others */
  setPart(project: string, files: readonly string[]): void;
}

const byRoot = new Map<string, Kept>();

/** From now on, what is found in this project is kept. */
export function keep(root: string): void {
  if (!byRoot.has(root)) byRoot.set(root, createKept(createStore(root, 'facts', getVersion())));
}

/** Undefined where nothing is kept. */
export function getKept(root: string): Kept | undefined {
  return byRoot.get(root);
}

interface KeptFile {
  /** Stands for the text. */
  readonly text: string;
  /** Packed, {@link Content}. */
  readonly content: Buffer;
}

type Content = readonly [facts: FileFacts, links: Links | undefined];

interface Saved {
  readonly files: Map<string, KeptFile>;
  readonly parts: Map<string, readonly string[]>;
}

/** How many states of a project are kept of which it is known what took part. */
const MAX_PARTS = 5;

function createKept(store: Store): Kept {
  let saved: Saved | undefined;
  const load = (): Saved => (saved ??= join(store.load().map(unpackSaved)));
  const fresh = new Map<string, { readonly text: string; readonly facts: FileFacts }>();
  let isNew = false;
  process.once('exit', () => {
    if (!isNew) return;
    const { files, parts } = load();
    for (const [file, { text, facts }] of fresh) files.set(file, { text: digest(text), content: pack(facts) });
    for (const file of files.keys()) if (!fs.existsSync(file)) files.delete(file);
    store.save(v8.serialize({ files, parts: new Map([...parts].slice(-MAX_PARTS)) } satisfies Saved));
  });
  return {
    getFacts(file, text) {
      const own = load().files.get(file);
      return own?.text === digest(text) ? unpack(own.content) : undefined;
    },
    addFacts(file, text, facts) {
      fresh.set(file, { text, facts });
      isNew = true;
    },
    getPart: (project) => load().parts.get(project),
    setPart(project, files) {
      const { parts } = load();
      const before = parts.get(project);
      if (before?.length === files.length && before.every((file, index) => file === files[index])) return;
      // The last one stands at the end.
      parts.delete(project);
      parts.set(project, files);
      isNew = true;
    },
  };
}

function join(all: readonly Saved[]): Saved {
  return {
    files: new Map(all.flatMap(({ files }) => [...files])),
    parts: new Map(all.flatMap(({ parts }) => [...parts])),
  };
}

/** Nothing, where it is not whole. */
function unpackSaved(saved: Buffer): Saved {
  try {
    const { files, parts } = v8.deserialize(saved) as Saved;
    if (files instanceof Map && parts instanceof Map) return { files, parts };
  } catch {
    // Another run found it broken, too, or will.
  }
  return { files: new Map(), parts: new Map() };
}

function pack(facts: FileFacts): Buffer {
  return zlib.deflateSync(v8.serialize([facts, getKnownLinks(facts)] satisfies Content), {
    level: zlib.constants.Z_BEST_SPEED,
  });
}

function unpack(content: Buffer): FileFacts | undefined {
  try {
    const [facts, links] = v8.deserialize(zlib.inflateSync(content)) as Content;
    if (links) rememberLinks(facts, links);
    return facts;
  } catch {
    return undefined;
  }
}
