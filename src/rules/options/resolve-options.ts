/** What holds for this file: the rule's own option, else `settings.unblocked`, else the default. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Interest } from '../../analysis/blocking-calls.ts';
import type { DeclaredContexts } from '../../analysis/contexts/declared.ts';
import { isAtLeast, type Owner } from '../../catalog/define.ts';
import { isKnownName } from '../../catalog/names.ts';
import { createAllowList } from './allow-list.ts';
import { createBlockingList } from './blocking-list.ts';
import { createContexts } from './contexts.ts';
import { readSettings } from './settings.ts';
import { DEFAULTS, type SharedOptions } from './shared-options.ts';
import { getLastName } from './specifiers.ts';

export type Context = Readonly<TSESLint.RuleContext<string, readonly [SharedOptions?]>>;

const known = new Map<string, Interest>();

/** @throws TypeError for a setting or a specifier that is wrong; ESLint itself checks the rule's own options */
export function getOptions(context: Context): Required<SharedOptions> {
  return { ...DEFAULTS, ...readSettings(context.settings), ...context.options[0] };
}

/**
 * @param owner the rule whose rows of the catalog count
 * @throws TypeError for a setting or a specifier that is wrong; ESLint itself checks the rule's own options
 */
export function getInterest(context: Context, owner: Owner = 'no-blocking-call'): Interest {
  const options = getOptions(context);
  const key = JSON.stringify([owner, context.cwd, options]);
  let interest = known.get(key);
  if (!interest) known.set(key, (interest = createInterest(key, owner, options, context.cwd)));
  return interest;
}

const knownContexts = new Map<string, DeclaredContexts>();

/** @throws TypeError for a setting or a specifier that is wrong; ESLint itself checks the rule's own options */
export function getContexts(context: Context): DeclaredContexts {
  const { entry, contexts } = getOptions(context);
  const key = JSON.stringify([context.cwd, entry, contexts]);
  let declared = knownContexts.get(key);
  if (!declared) knownContexts.set(key, (declared = createContexts(key, { entry, contexts }, context.cwd)));
  return declared;
}

function createInterest(key: string, owner: Owner, options: Required<SharedOptions>, cwd: string): Interest {
  const blocking = createBlockingList(options.blocking, cwd);
  const isAllowed = createAllowList(options.allow, cwd, (name) => blocking.names.has(name) || isKnownName(name));
  return {
    key,
    words: new Set(options.blocking.map(({ name }) => getLastName(name))),
    findApi: blocking.find,
    isRelevant: (api, severity, call) =>
      api.owner === owner &&
      isAtLeast(severity, options.minSeverity) &&
      !isAllowed(api) &&
      !(options.allowLazyInit && call?.lazyInit !== undefined),
  };
}
