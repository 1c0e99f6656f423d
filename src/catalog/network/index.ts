/** Look-ups of calls that wait for the network. */
import { NETWORK_DATABASES } from './databases.ts';
import type { NetworkCall, NetworkModule } from './define.ts';
import { HTTP_CLIENTS } from './http-clients.ts';
import { MODELS } from './models.ts';

export type { NetworkCall, NetworkModule } from './define.ts';

export const NETWORK_MODULES: readonly NetworkModule[] = [...HTTP_CLIENTS, ...MODELS, ...NETWORK_DATABASES];

const BY_NAME = new Map(NETWORK_MODULES.map((module) => [module.module, module]));

/** The call that code makes by `path` of a module; see `define.ts` for what the path leaves out. */
export function findNetworkCall(specifier: string, path: string): NetworkCall | undefined {
  const module = BY_NAME.get(specifier);
  if (!module) return undefined;
  const key = simplify(module, path);
  const options = Object.hasOwn(module.calls, key) ? module.calls[key] : undefined;
  return options === undefined ? undefined : { module, options };
}

export function findNetworkModule(specifier: string): NetworkModule | undefined {
  return BY_NAME.get(specifier);
}

/** `ChatOpenAI#bindTools().invoke` → `#invoke`; `create().get` → `get` */
function simplify({ derives = [] }: NetworkModule, path: string): string {
  const derived = derives.reduce((text, name) => text.replaceAll(`${name}().`, '').replaceAll(`${name}()`, ''), path);
  return derived.replace(/^[A-Z]\w*#/, '#');
}

const NAMES = NETWORK_MODULES.map(({ module }) => module.replace(/^node:/, '(?:node:)?')).filter(
  (name) => name !== 'global',
);

/** Finds the texts that may make such a call. */
export const MAY_WAIT_FOR_NETWORK = new RegExp(String.raw`\bfetch\s*\(|['"](?:${NAMES.join('|')})(?:/[\w/-]+)?['"]`);
