/** What holds for this file: the rule's own option, else `settings.unblocked`, else the default. */
import type { TSESLint } from '@typescript-eslint/utils';
import { isKnownName } from '../../catalog/names.ts';
import { createAllowList } from './allow-list.ts';
import { createBlockingList } from './blocking-list.ts';
import { DEFAULTS, type SharedOptions } from './shared-options.ts';
import { readSettings } from './settings.ts';
import type { BlockingApi, Severity } from '../../catalog/define.ts';
import type { FindApi } from '../../analysis/blocking-calls.ts';

export interface ResolvedOptions {
  readonly minSeverity: Severity;
  readonly allowLazyInit: boolean;
  /** Whether the user permits a call of this API. */
  isAllowed(api: BlockingApi): boolean;
  /** The catalog, and what the user adds to it. */
  readonly findApi: FindApi;
  /** The last names of the functions the user adds. */
  readonly addedNames: ReadonlySet<string>;
}

type Context = Readonly<TSESLint.RuleContext<string, readonly [SharedOptions?]>>;

/** @throws TypeError for a setting or a specifier that is wrong; ESLint itself checks the rule's own options */
export function resolveOptions(context: Context): ResolvedOptions {
  const options = { ...DEFAULTS, ...readSettings(context.settings), ...context.options[0] };
  const blocking = createBlockingList(options.blocking, context.cwd);
  return {
    minSeverity: options.minSeverity,
    allowLazyInit: options.allowLazyInit,
    isAllowed: createAllowList(options.allow, context.cwd, (name) => blocking.names.has(name) || isKnownName(name)),
    findApi: blocking.find,
    addedNames: new Set(options.blocking.map(({ name }) => name.split(/[.#]/).at(-1) ?? name)),
  };
}
