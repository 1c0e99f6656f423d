/** Contexts flow along the edges, from where they begin to all that runs there. */
import { isDeclaredHarmless } from '../facts/harmless.ts';
import type { FunctionFact } from '../facts/types.ts';
import type { Context, Drafts } from './contexts.ts';
import type { Edge } from './edges.ts';
import { mayBeMade } from './flags.ts';
import { getLifecycle, isMigration, isSetUp } from './lifecycle.ts';
import { startsLater } from './put-off.ts';
import { isWarm } from './warm.ts';

type Step = readonly [fact: FunctionFact, context: Context];

/** @param barriers what does not serve, whoever runs it */
export function spreadContexts(nodes: Drafts, barriers: ReadonlySet<FunctionFact>, roots: readonly Step[]): void {
  const spread = (steps: readonly Step[]): Waiting[] => steps.flatMap((step) => spreadFrom(nodes, barriers, step));
  const isStart = ([, context]: Step): boolean => context === 'startup';
  const starting = spread(roots.filter(isStart));
  let waiting = [...starting, ...spread(roots.filter((root) => !isStart(root)))];
  const isRun = (one: Waiting): boolean => !isDone(nodes, one);
  // These come last: only now is it known what the start of the program has done.
  while (waiting.some(isRun)) {
    const run = waiting.filter(isRun);
    waiting = [...waiting.filter((one) => !isRun(one)), ...spread(run.map(({ step }) => step))];
  }
}

/** A step along an edge that is not taken if the start of the program has done what it does, or nobody asks for it. */
interface Waiting {
  readonly edge: Edge;
  /** The context in which the function runs from which the edge starts. */
  readonly own: Context;
  readonly step: Step;
}

/** Gives a function a context, and with it all that it runs. @returns the steps that wait */
function spreadFrom(nodes: Drafts, barriers: ReadonlySet<FunctionFact>, start: Step): Waiting[] {
  const waiting: Waiting[] = [];
  const pending = [start];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [fact, own] = next;
    const node = nodes.get(fact);
    if (!node || node.contexts.has(own)) continue;
    node.contexts.add(own);
    for (const edge of node.outgoing) {
      if (own !== 'startup' && isAnsweredFor(fact, edge)) continue;
      const passedOn = own === 'startup' && startsLater(nodes, edge) ? own : getNextContext(edge, own);
      if (!passedOn || (passedOn === 'serving' && isBarred(barriers, edge))) continue;
      const step: Step = [edge.to.fact, passedOn];
      const isOpen = passedOn === 'serving' && (edge.call.flag !== undefined || isGuess(edge, own));
      if (isOpen || mayFill(edge, own)) waiting.push({ edge, own, step });
      else pending.push(step);
    }
  }
  return waiting;
}

/** Whether an edge serves, whatever has been done before, if the function does that it starts from. */
export function isServing(edge: Edge, barriers: ReadonlySet<FunctionFact>): boolean {
  if (isAnsweredFor(edge.from.fact, edge) || getNextContext(edge, 'serving') !== 'serving') return false;
  if (isBarred(barriers, edge) || edge.call.flag !== undefined) return false;
  return !mayFill(edge, 'serving') && !isGuess(edge, 'serving');
}

/** That `stop()` of any of a list is called, ends them all. */
function isBarred(barriers: ReadonlySet<FunctionFact>, { to, dispatched }: Edge): boolean {
  return barriers.has(to.fact) || isMigration(to.fact) || (dispatched && getLifecycle(to.fact) === 'shutdown');
}

function isDone(nodes: Drafts, { edge, own, step: [, context] }: Waiting): boolean {
  const { call, from, to } = edge;
  if (context === 'serving' && !mayBeMade(nodes, call, from.fact)) return true;
  if (mayFill(edge, own) && isWarm(nodes, call, from.fact, to.fact)) return true;
  return isGuess(edge, own) && nodes.get(to.fact)?.contexts.has('startup') === true;
}

function mayFill({ call }: Edge, own: Context): boolean {
  return own !== 'startup' && call.lazyInit !== undefined;
}

/**
 * That code which cannot be seen calls something counts for less than that the start of the program calls it. So does
 * that such code is handed `start()`, or that `start()` of any of a list is called: neither says that a part is started
 * anew.
 */
function isGuess({ to, how, dispatched, call }: Edge, own: Context): boolean {
  if (how === 'handler') return false;
  // What a class calls of its own, whatever stands in its place, runs each time.
  if (dispatched) return isSetUp(to.fact) && !/^this\.#?\w+$/.test(call.text);
  return own === 'unknown' || (how === 'unknown' && getLifecycle(to.fact) !== undefined);
}

/** A function that is declared not to block answers for the synchronous ones that it calls. */
function isAnsweredFor(fact: FunctionFact, { how, to }: Edge): boolean {
  return isDeclaredHarmless(fact) && (how === 'call' || how === 'inline' || how === 'project') && !to.fact.promising;
}

/** The context in which an edge runs its function, when the function it starts from runs in `context`. */
function getNextContext({ how, from, to, call }: Edge, context: Context): Context | undefined {
  if (call.offLoop === 'exit' && how !== 'elsewhere') return context === 'startup' ? context : 'shutdown';
  switch (how) {
    case 'handler':
      return 'serving';
    case 'startup':
    case 'shutdown':
      return how;
    case 'elsewhere':
      return undefined;
    case 'unknown':
      return to.fact.promising ? getNextOfAsync(to.fact, context) : context;
    case 'deferred':
      return asAsync(context);
    case 'call':
    case 'inline':
    case 'project':
      // What a constructor begins without waiting for it is set up, whoever makes the object.
      return to.fact.promising && from.fact.kind !== 'constructor' ? asAsync(context) : context;
  }
}

/** Async code that is handed to unknown code serves, unless the start of the program hands it over by a name that tells. */
function getNextOfAsync(fact: FunctionFact, context: Context): Context {
  return (context === 'startup' ? getLifecycle(fact) : undefined) ?? 'serving';
}

/** Async code that unknown code calls counts as serving. */
function asAsync(context: Context): Context {
  return context === 'unknown' ? 'serving' : context;
}
