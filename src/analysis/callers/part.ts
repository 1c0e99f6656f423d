/** What the search for callers knows of one file. */
import type { FileFacts } from '../facts/types.ts';
import type { Nature, Reach } from './bindings.ts';
import { getLinks, type Links } from './links.ts';

export interface Importer {
  readonly file: string;
  readonly specifier: string;
}

export interface Part {
  readonly facts: FileFacts;
  readonly links: Links;
  /** What leads to what blocks, as the file calls it. */
  readonly known: Set<string>;
  /** What leads to what blocks where it is read, and what has members that lead there, as the file calls it. */
  readonly read: Set<string>;
  readonly held: Set<string>;
  /** What leads there, of which the file does not speak, but those may to which it hands what has that. */
  readonly offered: Set<string>;
  /** The functions that lead there. */
  readonly leading: Set<number>;
  /** The file speaks of what leads there. */
  isTaking: boolean;
  /** What leads there, as those that import the file call it. */
  readonly carried: Map<string, Carried>;
  /** Those of them that the importers were not told yet. */
  readonly untold: Set<string>;
  /** The importers that hand on what the file carries, and were told of all of it. */
  readonly told: Set<Importer>;
  /** The names by which what is carried blocks, where that is no function but has members. */
  readonly members: Set<string>;
  /** The files to which it hands what leads to what blocks, or has members that do: they may run it. */
  readonly receivers: Map<string, Receiver>;
  /** The members by which files with bases of its classes may call what leads to what blocks: those were not told yet. */
  readonly inherited: (readonly [file: string, name: string])[];
}

export interface Carried {
  reach: Reach;
  readonly as: Set<Nature>;
}

export interface Receiver {
  /** The functions of the file to which it is passed, by what they are called; `''` for any. */
  readonly names: Set<string>;
  /** What is passed has members that lead to what blocks. */
  isHolder: boolean;
}

export function createPart(facts: FileFacts): Part {
  return {
    facts,
    links: getLinks(facts),
    known: new Set(),
    read: new Set(),
    held: new Set(),
    offered: new Set(),
    leading: new Set(),
    isTaking: false,
    carried: new Map(),
    untold: new Set(),
    told: new Set(),
    members: new Set(),
    receivers: new Map(),
    inherited: [],
  };
}

/** @returns whether that is news */
export function carry({ carried, untold }: Part, name: string, reach: Reach, as: Iterable<Nature>): boolean {
  const own = carried.get(name) ?? { reach, as: new Set() };
  const before = own.as.size;
  for (const nature of as) own.as.add(nature);
  const isWider = WIDTH[reach] > WIDTH[own.reach];
  if (isWider) own.reach = reach;
  if (!isWider && own.as.size === before) return false;
  carried.set(name, own);
  untold.add(name);
  return true;
}

/** @returns whether that is news */
export function handTo({ receivers }: Part, file: string, name: string, isHolder: boolean): boolean {
  const own = receivers.get(file) ?? { names: new Set(), isHolder: false };
  if (own.names.has(name) && (own.isHolder || !isHolder)) return false;
  own.names.add(name);
  own.isHolder ||= isHolder;
  receivers.set(file, own);
  return true;
}

const WIDTH: Readonly<Record<Reach, number>> = { exports: 0, passed: 1, anything: 2 };
