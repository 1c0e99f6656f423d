import { createRequire, syncBuiltinESMExports } from 'node:module';
import { getCure, isAtLeast, type BlockingApi } from '../catalog/define.ts';
import { NODE_MODULES } from '../catalog/node/index.ts';
import type { Marks } from './marks.ts';
import type { ApiFacts } from './protocol.ts';

/** Kinds whose calls cost milliseconds anyway, so that reading the call site first does not show. */
const COSTLY_KINDS: readonly string[] = ['process', 'crypto', 'compression', 'sleep', 'input', 'network'];
/**
 * Loaded, if need be, to be instrumented before the application takes functions out of them. All others wait until the
 * application has loaded them: that costs nothing, and Node prints a warning when `node:sqlite` or `node:wasi` is loaded.
 */
const EAGER_MODULES: readonly string[] = ['node:fs', 'node:child_process', 'node:crypto', 'node:zlib'];

const APIS: readonly BlockingApi[] = NODE_MODULES.flatMap(({ apis }) => apis);
const MODULES: readonly string[] = [...new Set(APIS.filter(isInstrumentable).map(({ module }) => module))];

/** What the watchdog needs of the catalog: one row per API, in the order that marks refer to. */
export const API_FACTS: readonly ApiFacts[] = APIS.map((api) => ({
  name: api.name,
  cure: getCure(api, ''),
  ...(api.instead !== undefined && { instead: api.instead }),
}));

type Holder = Record<string, unknown>;
type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

export interface Instrumentation {
  /** Puts the marks on, or the originals back where nobody else has wrapped them since. */
  set(enabled: boolean): void;
  /** Instruments modules that the application has loaded since. Cheap when there are none. */
  refresh(): void;
}

/** Replaces the synchronous functions of Node's modules by ones that leave a mark while they run. */
export function createInstrumentation(marks: Marks): Instrumentation {
  const undo: (() => void)[] = [];
  const done = new Set<string>();
  let isOn = false;

  function patchModules(modules: readonly string[]): void {
    APIS.forEach((api, index) => {
      if (!modules.includes(api.module) || !isInstrumentable(api)) return;
      const target = resolve(api);
      if (target) undo.push(patch(target.holder, target.key, marks, index, isCostly(api) ? 'before' : 'after'));
    });
    for (const module of modules) done.add(module);
    syncBuiltinESMExports();
  }

  function refresh(): void {
    const fresh = isOn ? MODULES.filter((module) => !done.has(module) && isLoaded(module)) : [];
    if (fresh.length > 0) patchModules(fresh);
  }

  return {
    set(enabled) {
      if (enabled === isOn) return;
      isOn = enabled;
      marks.setEnabled(enabled);
      if (enabled) {
        patchModules(MODULES.filter((module) => EAGER_MODULES.includes(module) || isLoaded(module)));
        return;
      }
      for (const restore of undo.splice(0).reverse()) restore();
      done.clear();
      syncBuiltinESMExports();
    },
    refresh,
  };
}

/** Calls only: a wrapped class or getter would no longer be the same to the application. */
function isInstrumentable(api: BlockingApi): boolean {
  return (
    api.trigger === 'call' && api.module.startsWith('node:') && api.owner === 'no-blocking-call' && api.path !== ''
  );
}

function isCostly(api: BlockingApi): boolean {
  return COSTLY_KINDS.includes(api.kind) && isAtLeast(api.severity, 'medium');
}

function isLoaded(module: string): boolean {
  const { moduleLoadList } = process as { moduleLoadList?: readonly string[] };
  return moduleLoadList?.includes(`NativeModule ${module.slice('node:'.length)}`) ?? false;
}

/** Where the function sits: `DatabaseSync#exec` on the prototype, `realpathSync.native` on another function. */
function resolve({ module, path }: BlockingApi): { holder: Holder; key: string } | undefined {
  if (path.includes('(')) return undefined;
  const steps = path.replace('#', '.prototype.').split('.');
  const key = steps.pop() ?? '';
  let holder: unknown = loadBuiltin(module);
  for (const step of steps) holder = isHolder(holder) ? holder[step] : undefined;
  return isHolder(holder) ? { holder, key } : undefined;
}

function loadBuiltin(module: string): unknown {
  try {
    return createRequire(import.meta.url)(module);
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function patch(holder: Holder, key: string, marks: Marks, api: number, callSite: 'before' | 'after'): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(holder, key);
  const original: unknown = descriptor?.value;
  if (typeof original !== 'function' || descriptor?.writable !== true || descriptor.configurable !== true) {
    return () => undefined;
  }
  const value = marks.wrap(original as AnyFunction, api, callSite);
  Object.defineProperty(holder, key, { ...descriptor, value });
  return () => {
    if (Object.getOwnPropertyDescriptor(holder, key)?.value === value) Object.defineProperty(holder, key, descriptor);
  };
}
