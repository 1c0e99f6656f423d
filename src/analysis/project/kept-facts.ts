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
  /**
   * The files that took part in the run before.
   *
   * @param project tells its files, and what is asked of them, from others
   */
  getPart(project: string): Part;
  setPart(project: string, files: Part): void;
}

/** The files that took part; undefined where it is better to find that out anew. */
type Part = readonly string[] | undefined;

interface Keeper extends Kept {
  save(): void;
}

const byRoot = new Map<string, Keeper>();

/** From now on, what is found in this project is kept. */
export function keep(root: string): void {
  if (byRoot.has(root)) return;
  if (byRoot.size === 0) process.once('exit', saveAll);
  byRoot.set(root, createKeeper(createStore(root, 'facts', getVersion())));
}

function saveAll(): void {
  for (const keeper of byRoot.values()) keeper.save();
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
  readonly files: ReadonlyMap<string, KeptFile>;
  readonly parts: ReadonlyMap<string, Part>;
}

/** How many states of a project are kept of which it is known what took part. */
const MAX_PARTS = 5;

function createKeeper(store: Store): Keeper {
  let saved: Saved | undefined;
  const load = (): Saved => (saved ??= join(store.load().map(unpackSaved)));
  const found = new Map<string, Found>();
  const parts = new Map<string, Part>();
  return {
    getFacts(file, text) {
      const own = load().files.get(file);
      return own?.text === digest(text) ? unpack(own.content) : undefined;
    },
    addFacts(file, text, facts) {
      found.set(file, { text, facts });
    },
    getPart: (project) => load().parts.get(project),
    setPart(project, files) {
      parts.set(project, files);
    },
    save() {
      if (found.size === 0 && parts.size === 0) return;
      const before = load();
      const isNews = [...parts].some(([project, files]) => !isSame(before.parts.get(project), files));
      if (found.size > 0 || isNews) store.save(v8.serialize(add(before, found, parts)));
    },
  };
}

interface Found {
  readonly text: string;
  readonly facts: FileFacts;
}

function add(before: Saved, found: ReadonlyMap<string, Found>, own: Saved['parts']): Saved {
  const fresh = [...found].map(
    ([file, { text, facts }]) => [file, { text: digest(text), content: pack(facts) }] as const,
  );
  const files = [...before.files, ...fresh].filter(([file]) => fs.existsSync(file));
  // What was seen last stands at the end.
  const parts = [...[...before.parts].filter(([project]) => !own.has(project)), ...own];
  return { files: new Map(files), parts: new Map(parts.slice(-MAX_PARTS)) };
}

function isSame(before: Part, after: Part): boolean {
  return before?.length === after?.length && (before ?? []).every((file, index) => file === after?.[index]);
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
