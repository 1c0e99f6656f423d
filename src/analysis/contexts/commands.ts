/**
 * Which files belong to a command-line tool? Those in its folder, unless they serve. What a command does
 * is over before anything serves, so that what is not known of it is taken for start-up.
 */
import path from 'node:path';
import { COMMAND_FILES } from '../../catalog/handlers/index.ts';
import type { FileFacts } from '../facts/types.ts';
import type { Edge } from './edges.ts';
import { listens } from './starters.ts';

export type IsCommand = (file: FileFacts) => boolean;

/** @param root where the project begins: folders above it say nothing of its files */
export function createCommandTest(files: readonly FileFacts[], root: string): IsCommand {
  const getFolder = (file: FileFacts): string | undefined => {
    const name = path.relative(root, file.path);
    const match = COMMAND_FILES.exec(name);
    return match ? name.slice(0, match.index + match[0].length) : undefined;
  };
  const serving = files.filter(({ calls }) => calls.some(listens));
  const folders = new Set(serving.map(getFolder));
  return (file) => {
    const folder = getFolder(file);
    return folder !== undefined && !serving.includes(file) && !(MAY_SERVE.test(folder) && folders.has(folder));
  };
}

/** Some call the package `cli` that starts their server, and holds it. */
const MAY_SERVE = /cli[\\/]$/;

/** What a command hands to a timer, an emitter, or something unknown, works for that command. */
export function asPartOfCommand(edge: Edge): Edge {
  const isOwn = edge.how === 'unknown' || (edge.how === 'handler' && WAITING.test(edge.call.text));
  return isOwn ? { ...edge, how: 'deferred' } : edge;
}

const WAITING = /(?:^|\.)(?:on|once|addListener|setTimeout|setInterval|setImmediate|nextTick|queueMicrotask)$/;
