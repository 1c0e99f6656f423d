/** What does a file make of what it hears leads to what blocks: which of its functions lead there, and who else is told? */
import type { FileFacts, FunctionFact } from '../facts/types.ts';
import type { Onward } from './links.ts';
import { carry, createPart, handTo, type Importer, type Part } from './part.ts';
import type { Texts } from './texts.ts';

export interface Sources {
  readonly texts: Texts;
  getImporters(file: string): readonly Importer[];
  getFacts(file: string): FileFacts | undefined;
  /** The files that a specifier leads to. */
  getModules(file: string, specifier: string): readonly string[];
  /** Whether who imports the file adds nothing. */
  isEnd(file: string): boolean;
}

/** Whether it is of interest what runs a function that leads to what blocks. */
export type IsCrossed = (fact: FunctionFact) => boolean;

export interface Search {
  readonly sources: Sources;
  readonly isCrossed: IsCrossed;
  readonly parts: Map<string, Part>;
  /** The files that have something to tell. */
  readonly pending: Set<string>;
  readonly reached: Set<FunctionFact>;
}

export function getPart({ sources, parts }: Search, file: string): Part | undefined {
  const before = parts.get(file);
  if (before) return before;
  const facts = sources.getFacts(file);
  const part = facts && createPart(facts);
  if (part) parts.set(file, part);
  return part;
}

/** The file speaks of what goes by that name. */
export function learn(search: Search, part: Part, name: string): void {
  if (part.known.has(name)) return;
  part.known.add(name);
  read(search, part, name);
  for (const onward of part.links.byName.get(name)?.onward ?? []) goOnward(search, part, onward, true);
}

/** The file speaks of a property by that name: what it is, is no longer what leads to what blocks. */
export function read(search: Search, part: Part, name: string): void {
  if (part.read.has(name)) return;
  part.read.add(name);
  const uses = part.links.byName.get(name);
  if (!uses || uses.functions.length === 0) return;
  part.isTaking = true;
  // The module level runs before anything serves.
  for (const id of uses.functions) if (id !== 0) lead(search, part, id);
}

/** The file speaks of something by that name which has members that lead to what blocks. */
export function hold(search: Search, part: Part, name: string): void {
  if (part.held.has(name)) return;
  part.held.add(name);
  for (const onward of part.links.byName.get(name)?.onward ?? []) goOnward(search, part, onward, false);
}

/** The function leads to what blocks. */
export function lead(search: Search, part: Part, id: number): void {
  const fact = part.facts.functions[id];
  if (!fact || part.leading.has(id)) return;
  part.leading.add(id);
  part.isTaking = true;
  if (!search.isCrossed(fact)) {
    search.reached.add(fact);
    return;
  }
  const uses = part.links.byFunction.get(id);
  for (const user of uses?.functions ?? []) lead(search, part, user);
  for (const onward of uses?.onward ?? []) goOnward(search, part, onward, true);
}

/** @param leads or has members that do */
export function goOnward({ sources, pending }: Search, part: Part, onward: Onward, leads: boolean): void {
  const { path } = part.facts;
  part.isTaking = true;
  if (onward.kind === 'binding') {
    carry(part, onward.name, onward.reach, [leads ? onward.as : 'holder']);
  } else {
    const files = onward.to.flatMap((specifier) => sources.getModules(path, specifier));
    for (const file of files) {
      if (onward.kind === 'inherited') part.inherited.push([file, onward.name]);
      else handTo(part, file, onward.name, !leads);
    }
  }
  pending.add(path);
}
