import type { ApiFacts, ModuleLoad, Moment, ProfiledStack, Site } from '../protocol.ts';
import type { Attribution, BlockRecord, Frame } from '../record.ts';
import { findCulprit, findOpaqueMs, type Culprit, type Traces } from './culprit.ts';
import { findInvoker } from './invoker.ts';
import type { Sample } from './samples.ts';
import { summarizeProfile, summarizeStacks, toSiteFrames, type MapFrame, type StackSummary } from './stack-summary.ts';

/** What of a block bears on what is shown as its culprit. */
export interface Clues extends Traces {
  readonly samples: readonly Sample[];
  readonly wantedSamples: number;
  /** Now or, of a block that is over, its end. */
  readonly end: Moment;
  /** A large module that is, or has been, loaded meanwhile. */
  readonly load: ModuleLoad | undefined;
  /** What V8's profiler saw of it: nothing before it is over. */
  readonly profile: readonly ProfiledStack[];
}

export interface FindingContext {
  readonly apis: readonly ApiFacts[];
  readonly docs: string;
  readonly mapFrame: MapFrame;
}

export interface Finding {
  readonly attribution: Attribution;
  readonly stacks: StackSummary['stacks'];
  /** Where what is shown was seen. */
  readonly site: Site | undefined;
  readonly record: Pick<BlockRecord, 'api' | 'frames' | 'elsewhereMs' | 'invoker' | 'shape' | 'trace' | 'context'>;
}

/** Either the call and its own call site, or what the stacks show: never one with the other's place. */
export function find(clues: Clues, context: FindingContext): Finding {
  const { samples, wantedSamples: wanted, end } = clues;
  const stacks = { samples, wanted, end: { ...end, opaqueMs: findOpaqueMs(clues) } };
  const stack = summarizeStacks(stacks, context.mapFrame);
  const culprit = findCulprit(clues, context.apis);
  if (culprit.api !== undefined) return showCall(culprit, stack.stacks, context);
  if (stack.stacks === 'exact') return showStacks(stack, culprit, clues, context);
  const load = findLoad(clues);
  if (load) return showLoad(load, stack.stacks, context);
  const frames = summarizeProfile(clues.profile, context.mapFrame);
  return frames.length > 0 ? showProfile(frames, stack.stacks) : showStacks(stack, culprit, clues, context);
}

function showCall(culprit: Culprit, stacks: StackSummary['stacks'], context: FindingContext): Finding {
  const { elsewhereMs, site } = culprit;
  return {
    attribution: 'api',
    stacks,
    site,
    record: {
      ...describeApi(culprit, context),
      ...(elsewhereMs !== undefined && { elsewhereMs }),
      frames: site ? toSiteFrames(site, context.mapFrame) : [],
      ...describeSite(site),
    },
  };
}

function showStacks(stack: StackSummary, { elsewhereMs }: Culprit, clues: Clues, context: FindingContext): Finding {
  const isExact = stack.stacks === 'exact';
  return {
    attribution: isExact ? 'exact' : attributeUnproved(stack.stacks, clues.samples),
    stacks: stack.stacks,
    site: stack.site,
    record: {
      ...(stack.builtin !== undefined && describeApi({ api: stack.builtin, share: 0 }, context)),
      ...(isExact && elsewhereMs !== undefined && { elsewhereMs }),
      frames: stack.frames,
      ...describeSite(stack.site),
      ...(stack.shape && { shape: stack.shape }),
    },
  };
}

/** The line that required the module is on the stack for as long as it is loaded, whatever runs on top of it. */
function showLoad({ site }: ModuleLoad, stacks: StackSummary['stacks'], { mapFrame }: FindingContext): Finding {
  return {
    attribution: 'inferred',
    stacks,
    site,
    record: { frames: toSiteFrames(site, mapFrame), ...describeSite(site) },
  };
}

function showProfile(frames: readonly Frame[], stacks: StackSummary['stacks']): Finding {
  return { attribution: 'profile', stacks, site: undefined, record: { frames } };
}

const MOST = 0.5;

function findLoad({ load, at, durationMs }: Clues): ModuleLoad | undefined {
  const ms = load?.ms === 0 ? at - load.startedAt : (load?.ms ?? 0);
  return ms > MOST * durationMs ? load : undefined;
}

function attributeUnproved(stacks: StackSummary['stacks'], samples: readonly Sample[]): Attribution {
  return samples.some(({ reply }) => reply !== undefined) && stacks === 'missed' ? 'late' : 'none';
}

function describeSite(site: Site | undefined): Pick<BlockRecord, 'invoker' | 'trace' | 'context'> {
  return {
    ...(site && { invoker: findInvoker(site.frames) }),
    ...(site?.trace && { trace: site.trace }),
    ...(site?.context && { context: site.context }),
  };
}

function describeApi({ api, site, calls, share }: Culprit, { apis, docs }: FindingContext): Partial<BlockRecord> {
  if (api === undefined) return {};
  const facts = apis.find(({ name }) => name === api);
  return {
    api,
    ...(facts?.instead !== undefined && { instead: facts.instead }),
    // A builtin function that the catalog leaves out, such as `RegExp.test`, has no page.
    ...(facts && { docs }),
    ...(site?.arguments && site.arguments.length > 0 && { apiArguments: site.arguments }),
    ...(calls !== undefined && { apiCalls: calls }),
    ...(share > 0 && { apiShare: Math.round(share * 100) / 100 }),
  };
}
