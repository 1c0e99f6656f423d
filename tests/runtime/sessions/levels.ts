import { pick, type Program } from '../program.ts';

/** The alarms for one kind of session. */
export function alarmsOf(program: Program, name: string) {
  return pick(program, 'session-at-risk').filter(({ session }) => session.name === name);
}

/** The levels that were raised for one kind of session, in their order. */
export function levelsOf(program: Program, name: string): string[] {
  return alarmsOf(program, name).map(({ session }) => session.level);
}
