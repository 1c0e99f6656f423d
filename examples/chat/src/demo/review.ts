import { userNames } from '../app/users.ts';
import { describe, isNamedIn } from './culprit.ts';
import { check } from './output.ts';
import type { Scene } from './scenes.ts';
import type { Timeline } from './timeline.ts';

interface Naming {
  culprit: string;
  leadMs: number;
}

/** Checks that the monitor named the culprit while it blocked, and before that cost anybody the session. */
export function reviewBroken(scene: Scene, timeline: Timeline): void {
  const { warnings, drops } = timeline;
  const naming = findNaming(scene, timeline);
  const isInTime = naming !== undefined && naming.leadMs > 0;
  const end = drops.length > 0 ? 'first drop' : 'answer';
  check(
    isInTime,
    isInTime
      ? `named ${seconds(naming.leadMs)} s before the ${end}: ${naming.culprit}`
      : `not named in time: ${describe(scene.culprit)}`,
  );

  const [firstDrop] = drops;
  if (firstDrop === undefined) {
    check(!scene.dropsSessions, 'nobody dropped');
    return;
  }
  const leadsMs = warnings.map(({ atMs }) => firstDrop.atMs - atMs).filter((leadMs) => leadMs > 0);
  check(leadsMs.length > 0, `${count(drops)} dropped; the warnings came ${leadsMs.map(seconds).join(', ')} s before`);
}

/** Checks that every message was answered, and that this cost nobody the session. */
export function reviewFixed(scenes: readonly Scene[], { answers, drops }: Timeline): void {
  check(answers.length === scenes.length, `${answers.length} of ${scenes.length} messages answered`);
  check(drops.length === 0, `${count(drops)} dropped`);
}

/** The first warning that names the culprit, and how long it came before the first drop, or before the answer. */
export function findNaming({ culprit }: Scene, { warnings, drops, answers }: Timeline): Naming | undefined {
  const naming = warnings.find(({ line }) => isNamedIn(line, culprit));
  const end = drops[0] ?? answers[0];
  if (naming === undefined || end === undefined) return undefined;
  const place = / (?:in|at) (.*:\d+\))/.exec(naming.line)?.[1] ?? naming.line;
  return { culprit: place, leadMs: end.atMs - naming.atMs };
}

function count(drops: Timeline['drops']): string {
  return `${new Set(drops.map(({ name }) => name)).size} of ${userNames.length} sessions`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(2);
}
