/** Why does a report have no fix, although the option `fix` asks for one? */
import type { BlockingCall } from '../../analysis/blocking-calls.ts';
import type { BlockingChain } from '../../analysis/chains.ts';
import { findRewrite, getAwaitedForm } from './awaited-form.ts';
import { findObstacle, findObstacleAhead, type Place } from './become-async.ts';
import { findNode } from './find-node.ts';
import { createObstacle, type Obstacle } from './obstacles.ts';

/** Undefined where the cure says it already: nothing could be awaited instead. */
export function explainCall(place: Place, found: BlockingCall, path: string): Obstacle | undefined {
  const { api, call, range } = found;
  const file = place.analysis.files.get(path);
  if (!file || api.instead === undefined) return undefined;
  const about = { name: `\`${api.name}\``, spot: { path, line: call.line } };
  if (range !== call.range) return { ...about, why: 'is handed on, not called' };
  const node = findNode(file, range);
  if (!node || !findRewrite(path, found, node)) return { ...about, why: 'has no awaited form that does the same' };
  if (file === place.analysis.files.linted && !getAwaitedForm(place.analysis, place.sourceCode, found)) {
    return createObstacle(file, node, 'stands among comments or line ends that a fix would break');
  }
  return findObstacle(place, node, file);
}

export function explainChain(place: Place, { end, links, range }: BlockingChain): Obstacle | undefined {
  const last = end && links.at(-1);
  if (!last) return undefined;
  const obstacle = explainCall(place, end, last.path);
  if (obstacle || end.api.instead === undefined) return obstacle;
  const node = findNode(place.analysis.files.linted, range);
  return node && findObstacleAhead(place, node);
}
