/** Does a name tell that its function starts the program, or ends it? */
import {
  MAX_START_ARGUMENTS,
  MIGRATION_NAMES,
  PROVIDER_NAMES,
  START_NAMES,
  START_NAMES_WITHOUT_ARGUMENTS,
  STOP_NAMES,
} from '../../catalog/handlers/index.ts';
import type { FunctionFact } from '../facts/types.ts';

/** When code that cannot be seen calls a function of such a name: `async start()` of a plugin, `close()` of a pool. */
export function getLifecycle(fact: FunctionFact): 'startup' | 'shutdown' | undefined {
  const { required } = fact;
  const own = getOwnName(fact);
  if (START_NAMES.test(own) && required <= MAX_START_ARGUMENTS) return 'startup';
  if (START_NAMES_WITHOUT_ARGUMENTS.test(own) && required === 0) return 'startup';
  if (isMigration(fact) || PROVIDER_NAMES.test(own)) return 'startup';
  return STOP_NAMES.test(own) ? 'shutdown' : undefined;
}

/** Whether it brings what is stored up to date, as is done before the first request, whoever calls it. */
export function isMigration(fact: FunctionFact): boolean {
  return MIGRATION_NAMES.test(getOwnName(fact)) && fact.required === 0;
}

/** Whether it gets a part of the program ready, once: `init()`, but not `connect()` or `start(job)`, which come again. */
export function isSetUp(fact: FunctionFact): boolean {
  const own = getOwnName(fact);
  return START_NAMES.test(own) && fact.required <= (own === 'start' ? 0 : MAX_START_ARGUMENTS);
}

function getOwnName({ name }: FunctionFact): string {
  return name.split('.').at(-1)?.replace(/^[#_]/, '') ?? '';
}
