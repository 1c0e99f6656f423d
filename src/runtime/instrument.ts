import { createRequire, syncBuiltinESMExports } from 'node:module';
import { getCure, isAtLeast, type BlockingApi } from '../catalog/define.ts';
import { NODE_MODULES } from '../catalog/node/index.ts';
import { redactorOf } from './arguments.ts';
import type { Marked, Marks } from './marks.ts';
import { checkLibrary, describeFunction, type LibraryOptions } from './libraries.ts';
import type { ApiFacts, ToWatchdog } from './protocol.ts';
import { MAX_APIS } from './shared-memory.ts';

/** Kinds whose calls cost milliseconds anyway, so that reading the call site first does not show. */
const COSTLY_KINDS: readonly string[] = ['process', 'crypto', 'compression', 'sleep', 'input', 'network'];
/**
 * Loaded, if need be, to be instrumented before the application takes functions out of them. All others wait until the
 * application has loaded them: that costs nothing, and Node prints a warning when `node:sqlite` or `node:wasi` is loaded.
 */
const EAGER_MODULES: readonly string[] = ['node:fs', 'node:child_process', 'node:crypto', 'node:zlib'];

/** They run what the application gives them, and into that stacks see: a mark would hide it. */
const RUNNERS = /^vm\.(?:Script#)?runIn/;

const APIS: readonly BlockingApi[] = NODE_MODULES.flatMap(({ apis }) => apis);
const MODULES: readonly string[] = [...new Set(APIS.filter(isInstrumentable).map(({ module }) => module))];

/** What the watchdog needs of the catalog: one row per API, in the order that marks refer to. */
const API_FACTS: readonly ApiFacts[] = APIS.map((api) => ({
  name: api.name,
  cure: getCure(api, ''),
  ...(api.instead !== undefined && { instead: api.instead }),
}));

type Holder = Record<string, unknown>;
type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

export interface Instrumentation {
  /** The API table: Node's rows, then those of libraries. Marks refer to it by index. */
  readonly apis: readonly ApiFacts[];
  /**
   * Marks functions of a library, too. Throws a `TypeError` where one is no function or cannot be replaced, and a
   * `RangeError` where there are too many.
   */
  readonly add: (library: object, methods: readonly string[], options?: LibraryOptions) => void;
  /** Puts the marks on, or the originals back where nobody else has wrapped them since. */
  set(enabled: boolean): void;
  /** Instruments modules that the application has loaded since. Cheap when there are none. */
  refresh(): void;
  /** Puts everything back. */
  stop(): void;
}

/**
 * Replaces the synchronous functions of Node's modules by ones that leave a mark while they run.
 *
 * @param send tells the watchdog what is added to the API table.
 */
export function createInstrumentation(marks: Marks, send: (message: ToWatchdog) => void): Instrumentation {
  const undo: (() => void)[] = [];
  const libraries = createLibraries(marks, send);
  const done = new Set<string>();
  let isOn = false;

  function patchModules(modules: readonly string[]): void {
    APIS.forEach((api, index) => {
      if (!modules.includes(api.module) || !isInstrumentable(api)) return;
      const target = resolve(api);
      if (target) undo.push(patch(target.holder, target.key, marks, toMarked(api, index)));
    });
    for (const module of modules) done.add(module);
    syncBuiltinESMExports();
  }

  function refresh(): void {
    const fresh = isOn ? MODULES.filter((module) => !done.has(module) && isLoaded(module)) : [];
    if (fresh.length > 0) patchModules(fresh);
  }

  return {
    apis: libraries.apis,
    add: libraries.add,
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
    stop() {
      this.set(false);
      libraries.stop();
    },
  };
}

/** The functions of libraries, which continue the API table. */
function createLibraries(
  marks: Marks,
  send: (message: ToWatchdog) => void,
): Pick<Instrumentation, 'apis' | 'add' | 'stop'> {
  const apis = [...API_FACTS];
  const undo: (() => void)[] = [];
  const ours = new WeakSet<object>();
  return {
    apis,
    add(library, methods, options = {}) {
      checkLibrary(library, methods);
      const fresh = methods.filter((method) => !ours.has(library[method] as object));
      if (apis.length + fresh.length > MAX_APIS) {
        throw new RangeError(`monitor.instrument: at most ${MAX_APIS - API_FACTS.length} functions`);
      }
      const facts = fresh.map((method) => describeFunction(library, method, options));
      const first = apis.push(...facts) - facts.length;
      send({ type: 'apis', apis: facts });
      fresh.forEach((method, index) => {
        undo.push(patch(library, method, marks, { api: first + index, callSite: 'before' }));
        ours.add(library[method] as object);
      });
    },
    stop() {
      for (const restore of undo.splice(0).reverse()) restore();
    },
  };
}

/** Calls only: a wrapped class or getter would no longer be the same to the application. */
function isInstrumentable(api: BlockingApi): boolean {
  const isCall = api.trigger === 'call' && api.path !== '' && !RUNNERS.test(api.name);
  return isCall && api.module.startsWith('node:') && api.owner === 'no-blocking-call';
}

function toMarked(api: BlockingApi, index: number): Marked {
  return { api: index, callSite: isCostly(api) ? 'before' : 'after', redact: redactorOf(api) };
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

function patch(holder: Holder, key: string, marks: Marks, marked: Marked): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  // An object of a class has its methods from the prototype; what it then gets is its own.
  const descriptor = own ?? { value: holder[key], writable: true, configurable: true, enumerable: false };
  const original: unknown = descriptor.value;
  if (typeof original !== 'function' || descriptor.writable !== true || descriptor.configurable !== true) {
    return () => undefined;
  }
  const value = marks.wrap(original as AnyFunction, marked);
  Object.defineProperty(holder, key, { ...descriptor, value });
  return () => {
    if (Object.getOwnPropertyDescriptor(holder, key)?.value !== value) return;
    if (own) Object.defineProperty(holder, key, own);
    else Reflect.deleteProperty(holder, key);
  };
}
