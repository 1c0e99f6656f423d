/**
 * Which files lead to what blocks? Those that hold it, and, from import to import, those that mention by name what leads
 * to it. What they refer to is found out afterwards.
 */
import type { FileFacts } from '../facts/types.ts';
import type { Given } from './given.ts';
import { createHandingTest, type HandingTest } from './imports.ts';
import { getLinks, type Linked } from './links.ts';
import type { Origins } from './origins.ts';
import { WHOLE } from './parts.ts';

export interface Sources {
  getImporters(file: string): readonly Importer[];
  getText(file: string): string;
  getFacts(file: string): FileFacts | undefined;
  /** The files that a specifier leads to. */
  getModules(file: string, specifier: string): readonly string[];
  /** Whether who imports the file adds nothing. */
  isEnd(file: string): boolean;
}

/** Where ways begin, and what the file gives to others. */
export interface Beginning extends Origins {
  readonly given: Given;
}

export interface Importer {
  readonly file: string;
  readonly specifier: string;
}

/** What is known of a file that has a part. */
interface Part {
  readonly functions: Set<number>;
  /** What leads to what blocks, as the file calls it. */
  readonly known: Set<string>;
  /** The same, as those that import the file call it, and whether it is something with members. */
  readonly carried: Map<string, boolean>;
  /** Those of them that the importers were not told yet. */
  untold: string[];
  /** The importers that hand on what it carries: they were told of all of it once, and need no more than the news. */
  readonly told: Set<Importer>;
  /** The names by which what is carried blocks, where that is no function but has members. */
  readonly members: Set<string>;
  /** The files to which it hands what leads to what blocks: they may run it. */
  readonly receivers: Set<string>;
  /** By file: the members by which the bases of its classes may call what leads to what blocks. */
  readonly inherited: Map<string, Set<string>>;
}

interface Search {
  readonly sources: Sources;
  readonly parts: Map<string, Part>;
  /** By file: the words of its text. */
  readonly words: Map<string, ReadonlySet<string>>;
  /** By file: whether it hands on what it imports. */
  readonly handing: Map<string, HandingTest>;
}

export function findCallers(origins: ReadonlyMap<string, Beginning>, sources: Sources): ReadonlySet<string> {
  const parts = new Map<string, Part>();
  const search: Search = { sources, parts, words: new Map(), handing: new Map() };
  const pending = new Set<string>();
  for (const [file, own] of origins) {
    const part = createPart(own);
    parts.set(file, part);
    follow(sources, file, part);
    pending.add(file);
  }
  for (const file of pending) {
    pending.delete(file);
    const part = parts.get(file);
    if (!part || sources.isEnd(file)) continue;
    for (const [base, members] of part.inherited) if (tellBase(search, base, members)) pending.add(base);
    for (const receiver of part.receivers) if (tellReceiver(search, receiver)) pending.add(receiver);
    const names = part.untold;
    part.untold = [];
    if (names.length === 0) continue;
    for (const importer of sources.getImporters(file)) {
      if (tell(search, importer, { part, names })) pending.add(importer.file);
    }
  }
  return new Set([...parts].flatMap(([file, { receivers }]) => [file, ...receivers]));
}

interface News {
  readonly part: Part;
  /** What it carries, and has not told before. */
  readonly names: readonly string[];
}

/** @returns whether the importer may have more to tell */
function tell(search: Search, importer: Importer, { part: from, names }: News): boolean {
  const { sources, parts } = search;
  const { file, specifier } = importer;
  const words = getWords(search, file);
  const isWhole = names.includes(WHOLE);
  const mentioned = names.filter((name) => words.has(name));
  const isHandedOn = isWhole || mentioned.some((name) => from.carried.get(name)) || isHanding(search, importer);
  if (!isHandedOn && mentioned.length === 0) return false;
  const part = parts.get(file) ?? createPart();
  const isNew = !parts.has(file);
  const known = part.known.size;
  parts.set(file, part);
  for (const name of mentioned) part.known.add(name);
  if (isWhole) part.known.add(WHOLE + specifier);
  if (isHandedOn) handOn(part, { from, importer, names, words });
  const isChanged = isNew || part.known.size > known;
  if (isChanged) follow(sources, file, part);
  return isChanged || part.untold.length > 0;
}

/** What a file is handed, it may keep, and run when others ask for it. @returns whether it has more to tell */
function tellReceiver({ sources, parts }: Search, file: string): boolean {
  const facts = sources.getFacts(file);
  const runners = facts ? getLinks(facts).runners : [];
  const part = parts.get(file) ?? createPart();
  if (runners.every((id) => part.functions.has(id))) return false;
  parts.set(file, part);
  for (const id of runners) part.functions.add(id);
  follow(sources, file, part);
  return part.untold.length > 0;
}

/** Who knows the base, or the interface, alone calls the members of what extends it. @returns whether it has more to tell */
function tellBase({ sources, parts }: Search, file: string, members: ReadonlySet<string>): boolean {
  const part = parts.get(file) ?? createPart();
  const untold = [...members].filter((name) => !part.known.has(name));
  parts.set(file, part);
  for (const name of untold) {
    part.known.add(name);
    carry(part, name, false);
  }
  if (untold.length > 0) follow(sources, file, part);
  return untold.length > 0;
}

interface Handed extends Omit<News, 'part'> {
  readonly from: Part;
  readonly importer: Importer;
  readonly words: ReadonlySet<string>;
}

/** What one file carries, those that import the other find there, too. */
function handOn(part: Part, { from, importer, names, words }: Handed): void {
  const news = from.told.has(importer) ? names : [...from.carried.keys()];
  from.told.add(importer);
  for (const name of news) if (name !== WHOLE) carry(part, name, from.carried.get(name) === true);
  const before = part.members.size;
  for (const name of from.members) {
    part.members.add(name);
    if (words.has(name)) part.known.add(name);
  }
  if (part.members.size > before) part.untold = [...part.carried.keys()];
}

function getWords({ words, sources }: Search, file: string): ReadonlySet<string> {
  let own = words.get(file);
  if (!own) words.set(file, (own = new Set(sources.getText(file).match(/[\w$]+/g))));
  return own;
}

function isHanding({ handing, sources }: Search, { file, specifier }: Importer): boolean {
  let test = handing.get(file);
  if (!test) handing.set(file, (test = createHandingTest(sources.getText(file))));
  return test(specifier);
}

function carry({ carried, untold }: Part, name: string, isHolder: boolean): void {
  if (carried.has(name)) return;
  carried.set(name, isHolder);
  untold.push(name);
}

const NOTHING: Beginning = {
  functions: new Set(),
  names: new Set(),
  given: { names: new Set(), holders: new Set(), members: new Set() },
};

function createPart({ functions, names, given }: Beginning = NOTHING): Part {
  const part: Part = {
    functions: new Set(functions),
    known: new Set([...names, ...given.names]),
    carried: new Map(),
    untold: [],
    told: new Set(),
    members: new Set(given.members),
    receivers: new Set(),
    inherited: new Map(),
  };
  for (const name of given.holders) carry(part, name, true);
  return part;
}

/** Finds out by which names a file's own functions lead on. */
function follow(sources: Sources, file: string, part: Part): void {
  const facts = sources.getFacts(file);
  if (!facts) return;
  const { mentions, users, bindings, handovers, inherited } = getLinks(facts);
  const leading = new Set(part.functions);
  for (const [id, names] of mentions) if (names.some((name) => part.known.has(name))) leading.add(id);
  // A set is iterated in the order in which it grows.
  for (const id of leading) for (const user of users.get(id) ?? []) leading.add(user);
  const leads = ({ functions, names }: Linked): boolean =>
    functions.some((id) => leading.has(id)) || names.some((name) => part.known.has(name));
  for (const binding of bindings) {
    if (!part.carried.has(binding.name) && leads(binding)) carry(part, binding.name, binding.isHolder);
  }
  for (const handover of handovers.filter(leads)) {
    for (const specifier of handover.to) {
      for (const receiver of sources.getModules(file, specifier)) part.receivers.add(receiver);
    }
  }
  for (const { name, to } of inherited.filter(leads)) {
    for (const base of to.flatMap((specifier) => sources.getModules(file, specifier))) {
      const members = part.inherited.get(base);
      if (members) members.add(name);
      else part.inherited.set(base, new Set([name]));
    }
  }
}
