import { BOT_HANDLERS } from './bots.ts';
import { HANDLER_DECORATORS as DECORATORS } from './conventions.ts';
import type { HandlerFacts, Role } from './define.ts';
import { FRAMEWORK_HANDLERS } from './frameworks.ts';
import { MESSAGE_HANDLERS, WRAPPERS } from './messaging.ts';
import { MIDDLEWARE } from './middleware.ts';
import { NODE_HANDLERS } from './node.ts';
import { RECORD_DECORATORS, RECORD_HANDLERS } from './records.ts';

export { HANDLER_FILES, HANDLER_MEMBERS, START_MEMBERS } from './conventions.ts';
export { type AwaitingFramework, LISTENERS, ONE_TIME_LISTENERS, type Role } from './define.ts';
export { AWAITING_FRAMEWORKS } from './frameworks.ts';
export { WORKER_STARTERS } from './node.ts';
export { isHookOfRecords, RECORD_MEMBERS } from './records.ts';
export { SCHEDULES } from './schedules.ts';
export {
  COMMAND_FILES,
  EXIT_HOOKS,
  MAX_START_ARGUMENTS,
  MIGRATION_NAMES,
  PROCEDURES,
  PROVIDER_NAMES,
  ROLES_BY_EVENT,
  ROLES_BY_METHOD,
  ROUTE_METHODS,
  START_NAMES,
  START_NAMES_WITHOUT_ARGUMENTS,
  START_SERVER,
  STOP_NAMES,
  TAKES_PLUGIN,
} from './unknown-callees.ts';

const FACTS: readonly HandlerFacts[] = [
  ...NODE_HANDLERS,
  ...FRAMEWORK_HANDLERS,
  ...MIDDLEWARE,
  ...MESSAGE_HANDLERS,
  ...BOT_HANDLERS,
  ...RECORD_HANDLERS,
  ...WRAPPERS,
];

/** Decorators whose methods are handlers, by the module that exports them. */
export const HANDLER_DECORATORS: ReadonlyMap<string, readonly string[]> = new Map([
  ...DECORATORS,
  ...RECORD_DECORATORS,
]);

/** What takes requests, messages or jobs: a program that imports it may serve without making anything listen. */
export const SERVING_MODULES: ReadonlySet<string> = new Set([
  ...[...FRAMEWORK_HANDLERS, ...MESSAGE_HANDLERS, ...BOT_HANDLERS].map(({ module }) => module),
  ...DECORATORS.keys(),
]);

/** What tests are written with: no program imports it that serves. */
export const TEST_MODULES: ReadonlySet<string> = new Set([
  '@cucumber/cucumber',
  '@jest/globals',
  '@nestjs/testing',
  '@playwright/test',
  'ava',
  'bun:test',
  'cucumber',
  'node:test',
  'sinon',
  'supertest',
  'tap',
  'tape',
  'uvu',
  'vitest',
]);

const ROLES: ReadonlyMap<string, Role> = new Map(
  FACTS.flatMap(({ module, roles }) => Object.entries(roles).map(([path, role]) => [`${module}:${path}`, role])),
);

/** When a function runs that is passed to the API at `path` of `module`; undefined where nothing is known. */
export function findRole(module: string, path: string): Role | undefined {
  return ROLES.get(`${module}:${path}`);
}
