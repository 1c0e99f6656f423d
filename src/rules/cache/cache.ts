/**
 * Remembers, from one run of ESLint to the next, what the rules reported on each file, as long as nothing has changed that
 * they look at. `eslint --cache` cannot do that: it does not know which files the report on a file depends on.
 */
import path from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import { findRoot } from '../../analysis/project/files.ts';
import { keep } from '../../analysis/project/kept-facts.ts';
import { createRecheck, type Recheck } from '../../analysis/project/recheck.ts';
import { digest } from '../../cache/digest.ts';
import { createStore, type Store } from '../../cache/store.ts';
import { IS_SOURCE } from '../../cache/version.ts';
import { readSettings } from '../options/settings.ts';
import { haveChanged, type Inputs, readInputs } from './inputs.ts';
import { createRecorder, type Report, reportAgain } from './recorded.ts';
import { deserialize, type ReportsByKey, serialize } from './saved.ts';

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;
type Create<C extends Context> = (context: C) => TSESLint.RuleListener;

/** @param name of the rule */
export function withCache<C extends Context>(name: string, create: Create<C>): Create<C> {
  return (context) => {
    const cache = getCache(context);
    if (!cache) return create(context);
    const key = getKey(name, context);
    const known = cache.known.get(key);
    if (known) {
      return {
        'Program:exit'() {
          reportAgain(context, known);
        },
      };
    }
    const recorder = createRecorder(context);
    const listeners = create(recorder.context);
    const finish = listeners['Program:exit'];
    // Without that, the rule has found at a glance that the file is of no interest.
    if (!finish) return listeners;
    return {
      ...listeners,
      'Program:exit'(node) {
        finish(node);
        const reports = recorder.getReports();
        if (reports) cache.fresh.set(key, reports);
      },
    };
  };
}

interface Cache {
  readonly root: string;
  readonly inputs: Inputs;
  readonly store: Store;
  readonly known: ReportsByKey;
  readonly fresh: Map<string, readonly Report[]>;
  /** The files that this process has linted. */
  readonly linted: Set<string>;
  readonly recheck: Recheck;
}

/** By root. Undefined as soon as the project changes: from then on, what the process itself remembers is of more use. */
const caches = new Map<string, Cache | undefined>();

const asked = new WeakMap<TSESLint.SourceCode, Cache | undefined>();

/** Undefined for what nothing is remembered of. */
function getCache(context: Context): Cache | undefined {
  const { settings, sourceCode } = context;
  if (IS_SOURCE || readSettings(settings).cache === false) return undefined;
  if (!asked.has(sourceCode)) asked.set(sourceCode, findCache(context));
  return asked.get(sourceCode);
}

function findCache({ filename, cwd, sourceCode }: Context): Cache | undefined {
  const file = path.resolve(cwd, filename);
  const root = findRoot(file, cwd);
  keep(root);
  // Types come from more files than are looked at here.
  if (sourceCode.parserServices?.program) return undefined;
  if (!caches.has(root)) caches.set(root, openCache(root));
  const cache = caches.get(root);
  const text = cache?.inputs.files.get(file)?.text;
  if (!cache || text === undefined) return undefined;
  // A second time comes when something was changed: by `--fix`, or in an editor.
  const isSame = !cache.linted.has(file) && digest(sourceCode.text) === text && isCurrent(cache);
  cache.linted.add(file);
  if (isSame) return cache;
  caches.set(root, undefined);
  return undefined;
}

function openCache(root: string): Cache {
  const recheck = createRecheck();
  const inputs = recheck.look(() => readInputs(root));
  const store = createStore(root, 'reports', inputs.key);
  if (caches.size === 0) process.once('exit', saveAll);
  const known = new Map(store.load().flatMap(deserialize));
  return { root, inputs, store, known, fresh: new Map(), linted: new Set(), recheck };
}

function isCurrent({ root, inputs, recheck }: Cache): boolean {
  return !recheck.isDue() || !recheck.look(() => haveChanged(root, inputs));
}

function saveAll(): void {
  for (const cache of caches.values()) {
    if (!cache || cache.fresh.size === 0) continue;
    // Nobody knows which text was looked at if one has changed since.
    if (!haveChanged(cache.root, cache.inputs)) cache.store.save(serialize(new Map([...cache.known, ...cache.fresh])));
  }
}

/** What tells, beside the project, what a rule reports on a file. */
function getKey(name: string, { filename, cwd, options, settings, languageOptions }: Context): string {
  const { sourceType, parser } = languageOptions;
  const own = [name, filename, cwd, options, settings['unblocked'], sourceType, parser?.meta];
  return digest(JSON.stringify(own));
}
