/**
 * Which files lead to what blocks? Those that hold it, and, from import to import, those that speak of what leads to it:
 * by its own name where only one module can be meant, else by the name of a member. What they refer to is found out
 * afterwards.
 */
import type { FunctionFact } from '../facts/types.ts';
import type { Given } from './given.ts';
import { getPart, goOnward, hold, type IsCrossed, lead, learn, read, type Search, type Sources } from './heard.ts';
import { findPassage, getHandovers, keeps, type Passage } from './leaving.ts';
import type { Origins } from './origins.ts';
import { carry, handTo, type Importer, type Part, type Receiver } from './part.ts';
import { ofModule, WHOLE } from './names.ts';

/** Where ways begin, and what the file gives to others. */
export interface Beginning extends Origins {
  readonly given: Given;
}

export interface Callers {
  readonly files: ReadonlySet<string>;
  /** The functions that lead to what blocks and were not crossed. */
  readonly reached: ReadonlySet<FunctionFact>;
}

export function findCallers(origins: ReadonlyMap<string, Beginning>, sources: Sources, isCrossed: IsCrossed): Callers {
  const search: Search = { sources, isCrossed, parts: new Map(), pending: new Set(), reached: new Set() };
  for (const [file, own] of origins) begin(search, file, own);
  for (const file of search.pending) {
    search.pending.delete(file);
    if (!sources.isEnd(file)) tellAll(search, file);
  }
  const taking = [...search.parts].filter(([, part]) => part.isTaking || part.carried.size > 0);
  const files = new Set(taking.flatMap(([file, { receivers }]) => [file, ...receivers.keys()]));
  return { files, reached: search.reached };
}

function begin(search: Search, file: string, { functions, names, given }: Beginning): void {
  const part = getPart(search, file);
  if (!part) return;
  for (const name of given.members) part.members.add(name);
  for (const name of given.holders) carry(part, name, 'anything', ['holder']);
  for (const name of given.names) hold(search, part, name);
  for (const name of names) learn(search, part, name);
  for (const id of functions) lead(search, part, id);
  search.pending.add(file);
}

/** Tells others what they were not told before. */
function tellAll(search: Search, file: string): void {
  const part = search.parts.get(file);
  if (!part) return;
  for (const [base, name] of part.inherited.splice(0)) tellBase(search, base, name);
  for (const [receiver, how] of part.receivers) tellReceiver(search, part, receiver, how);
  const names = [...part.untold];
  part.untold.clear();
  if (names.length === 0) return;
  for (const importer of search.sources.getImporters(file)) tell(search, importer, { part, names });
}

/** Who knows the base, or the interface, alone calls the members of what extends it. */
function tellBase(search: Search, file: string, name: string): void {
  const part = getPart(search, file);
  if (!part) return;
  learn(search, part, name);
  if (carry(part, name, 'anything', ['function'])) search.pending.add(file);
}

/** What a file is handed, it may run, hand on, or keep and run when others ask for it. */
function tellReceiver(search: Search, from: Part, file: string, { names, isHolder }: Receiver): void {
  const { sources, pending } = search;
  const part = getPart(search, file);
  if (!part) return;
  const { relays, runners } = part.links;
  for (const id of runners) lead(search, part, id);
  const recipients = names.has('') ? [...relays.values()].flat() : [...names].flatMap((name) => relays.get(name) ?? []);
  for (const { name, to } of recipients) {
    const isNew = to
      .flatMap((specifier) => sources.getModules(file, specifier))
      .map((next) => handTo(part, next, name, isHolder));
    if (!isNew.includes(true)) continue;
    part.isTaking = true;
    pending.add(file);
  }
  if (!isHolder) return;
  const words = sources.texts.getWords(file);
  const isHeard = (name: string): boolean => words.has(name);
  for (const name of [...from.known, ...from.offered]) {
    if (isHeard(name)) learn(search, part, name);
    else if (recipients.length > 0 && !name.includes(WHOLE)) offerOn(search, part, name);
  }
  for (const name of from.read) if (isHeard(name)) read(search, part, name);
  for (const name of from.held) if (isHeard(name)) hold(search, part, name);
}

interface News {
  readonly part: Part;
  /** What it carries, and has not told before. */
  readonly names: readonly string[];
}

function tell(search: Search, importer: Importer, { part: from, names }: News): void {
  const { texts } = search.sources;
  const { file, specifier } = importer;
  const words = texts.getWords(file);
  // A loop asks for `[Symbol.iterator]` without a word.
  const mentioned = names.filter((name) => words.has(name) || name.startsWith('['));
  const holders = mentioned.filter((name) => from.carried.get(name)?.as.has('holder'));
  const mayHold = names.includes(WHOLE) || holders.length > 0;
  if (!mayHold && mentioned.length === 0 && !texts.isHanding(file, specifier)) return;
  const part = getPart(search, file);
  if (!part) return;
  const passage = findPassage(part.links.leaving, specifier, { mentioned, holders });
  const hear = (name: string, own: string): void => {
    const carried = from.carried.get(name);
    if (carried?.as.has('function')) learn(search, part, own);
    if (carried?.as.has('property')) read(search, part, own);
    if (carried?.as.has('holder')) hold(search, part, own);
  };
  for (const name of mentioned) {
    hear(name, ofModule(name, specifier));
    if (passage.place(from.carried.get(name)?.reach ?? 'anything') === 'anything') hear(name, name);
    if (passage.isExported) hear(name, ofModule(name, ''));
  }
  if (names.includes(WHOLE)) hear(WHOLE, ofModule('', specifier));
  offer(search, part, specifier, names);
  if (!passage.isWhole && !mayHold) return;
  for (const name of from.members) {
    if (!words.has(name)) continue;
    learn(search, part, name);
    learn(search, part, ofModule(name, specifier));
  }
  if (passage.isWhole || keeps(part.links, specifier, holders))
    handOn(search, part, { from, names, importer, passage });
}

/** Who is handed a module may ask it for what the file between does not speak of. */
function offer(search: Search, part: Part, specifier: string, names: readonly string[]): void {
  const handovers = getHandovers(part.links, specifier);
  if (handovers.length === 0) return;
  for (const name of names) offerOn(search, part, name);
  for (const handover of handovers) goOnward(search, part, handover, false);
}

function offerOn({ pending }: Search, part: Part, name: string): void {
  if (part.offered.has(name)) return;
  part.offered.add(name);
  pending.add(part.facts.path);
}

interface Handed extends Omit<News, 'part'> {
  readonly from: Part;
  readonly importer: Importer;
  readonly passage: Passage;
}

/** What one file carries, those that import the other find there, too. */
function handOn(search: Search, part: Part, { from, names, importer, passage }: Handed): void {
  const { file } = importer;
  const news = from.told.has(importer) ? names : [...from.carried.keys()];
  from.told.add(importer);
  for (const name of news) {
    const carried = from.carried.get(name);
    if (name === WHOLE || !carried || (!passage.isWhole && carried.reach === 'exports')) continue;
    if (carry(part, name, passage.place(carried.reach), carried.as)) search.pending.add(file);
  }
  for (const name of from.members) {
    if (part.members.has(name)) continue;
    part.members.add(name);
    // The importers are told once more.
    for (const carried of part.carried.keys()) part.untold.add(carried);
    search.pending.add(file);
  }
}
