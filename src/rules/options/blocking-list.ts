/** What blocks: the catalog, and what the user adds to it. */
import { findCataloguedApi, type Interest } from '../../analysis/blocking-calls.ts';
import { type BlockingApi, defineModule, displayName } from '../../catalog/define.ts';
import { assertExported } from './installed-package.ts';
import type { BlockingSpecifier } from './shared-options.ts';
import { getKey, getTargetKey } from './specifiers.ts';

interface BlockingList {
  readonly find: Interest['findApi'];
  readonly names: ReadonlySet<string>;
}

/** @throws TypeError for a specifier whose package is installed and lacks the name */
export function createBlockingList(blocking: readonly BlockingSpecifier[], cwd: string): BlockingList {
  const apis = new Map<string, BlockingApi>();
  for (const specifier of blocking) {
    if (specifier.from === 'package') assertExported(specifier, cwd);
    apis.set(getKey(specifier, cwd), toApi(specifier));
  }
  const find: Interest['findApi'] = (target, trigger) =>
    (trigger === 'get' || trigger === 'set' ? undefined : apis.get(getTargetKey(target))) ??
    findCataloguedApi(target, trigger);
  return { find, names: new Set([...apis.values()].map((api) => api.name)) };
}

function toApi(specifier: BlockingSpecifier): BlockingApi {
  const { name, severity = 'high', instead, reason } = specifier;
  const module = specifier.from === 'package' ? specifier.package : specifier.path;
  const row = { severity, ...(instead !== undefined && { instead }), ...(reason !== undefined && { reason }) };
  const [api] = defineModule(module, { kind: 'other' }, { [name]: row }).apis;
  if (!api) throw new Error(`no row for ${displayName(module, name)}`);
  return specifier.from === 'file' ? { ...api, name } : api;
}
