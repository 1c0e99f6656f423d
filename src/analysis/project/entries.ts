/** A file of a project: its text, and what is known of that. */
import fs from 'node:fs';
import { GETTERS } from '../../catalog/names.ts';
import { collectFacts } from '../facts/collect.ts';
import type { ParsedFile } from '../facts/draft.ts';
import { adoptPlaces } from '../facts/moves.ts';
import type { FileFacts } from '../facts/types.ts';
import { getStamp } from './files.ts';
import type { Kept } from './kept-facts.ts';
import { parse } from './parse.ts';
import type { Candidate } from './relevant-files.ts';
import { createTextSearch } from './text-search.ts';

export interface Entry extends Candidate {
  /** Time and size on disk when it was read. */
  readonly stamp: string | undefined;
  /** Undefined until the file is relevant, and where its text is not understood. */
  facts: FileFacts | undefined;
  /** The facts of the text before: they are kept if this one only moves them. */
  readonly former: FileFacts | undefined;
}

/** Keeps what is known of the file as long as its text is the same. */
export function readEntry(file: string, before: Entry | undefined): Entry {
  const stamp = getStamp(file);
  if (before && before.stamp === stamp) return before;
  const text = read(file);
  return before?.text === text ? before : createEntry(file, text, stamp, before);
}

export function createEntry(file: string, text: string, stamp: string | undefined, before: Entry | undefined): Entry {
  const former = before?.facts ?? before?.former;
  return { text, stamp, search: createTextSearch(file, text), facts: undefined, holdings: undefined, former };
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

export function getFacts(file: string, entry: Entry | undefined, kept: Kept | undefined): FileFacts | undefined {
  if (entry && !entry.facts) entry.facts = findFacts(file, entry, kept);
  return entry?.facts;
}

function findFacts(file: string, entry: Entry, kept: Kept | undefined): FileFacts | undefined {
  const before = kept?.getFacts(file, entry.text);
  if (before) return moveFacts(entry, before);
  const parsed = parse(file, entry.text);
  return parsed && takeFacts(entry, parsed, kept);
}

export function takeFacts(entry: Entry, parsed: ParsedFile, kept: Kept | undefined): FileFacts {
  const facts = moveFacts(entry, collectFacts(parsed, GETTERS));
  kept?.addFacts(parsed.path, entry.text, facts);
  return facts;
}

function moveFacts({ former }: Entry, fresh: FileFacts): FileFacts {
  return former && adoptPlaces(former, fresh) ? former : fresh;
}
