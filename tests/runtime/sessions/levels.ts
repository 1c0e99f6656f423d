import { pick, type Program } from '../program.ts';

/** The alarms for one kind of session that the longest block raised; a busy machine may add blocks of its own. */
export function alarmsOf(program: Program, name: string) {
  const alarms = pick(program, 'session-at-risk').filter(({ session }) => session.name === name);
  const [longest] = alarms.toSorted((one, other) => (other.block?.durationMs ?? 0) - (one.block?.durationMs ?? 0));
  return alarms.filter(({ block }) => block?.id === longest?.block?.id);
}

/** The levels that were raised for one kind of session, in their order. */
export function levelsOf(program: Program, name: string): string[] {
  return alarmsOf(program, name).map(({ session }) => session.level);
}
