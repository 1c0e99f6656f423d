/** Contexts flow along the edges, from where they begin to all that runs there. */
import { isDeclaredHarmless } from '../facts/harmless.ts';
import type { FunctionFact } from '../facts/types.ts';
import type { Context, Drafts } from './contexts.ts';
import type { Edge } from './edges.ts';
import { getLifecycle } from './lifecycle.ts';
import { isWarm } from './warm.ts';

type Step = readonly [fact: FunctionFact, context: Context];

/** @param barriers what does not serve, whoever runs it */
export function spreadContexts(nodes: Drafts, barriers: ReadonlySet<FunctionFact>, roots: readonly Step[]): void {
  const spread = (steps: readonly Step[]): Filling[] => steps.flatMap((step) => spreadFrom(nodes, barriers, step));
  const isStart = ([, context]: Step): boolean => context === 'startup';
  const starting = spread(roots.filter(isStart));
  let waiting = [...starting, ...spread(roots.filter((root) => !isStart(root)))];
  const isCold = ({ edge: { call, from, to } }: Filling): boolean => !isWarm(nodes, call, from.fact, to.fact);
  // What fills something empty comes last: only now is it known what the start of the program has filled.
  while (waiting.some(isCold)) {
    const cold = waiting.filter(isCold);
    waiting = [...waiting.filter((filling) => !isCold(filling)), ...spread(cold.map(({ step }) => step))];
  }
}

/** A step along an edge whose call is made while something is empty. */
interface Filling {
  readonly edge: Edge;
  readonly step: Step;
}

/** Gives a function a context, and with it all that it runs. @returns the steps that wait */
function spreadFrom(nodes: Drafts, barriers: ReadonlySet<FunctionFact>, start: Step): Filling[] {
  const waiting: Filling[] = [];
  const pending = [start];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [fact, own] = next;
    const node = nodes.get(fact);
    if (!node || node.contexts.has(own)) continue;
    node.contexts.add(own);
    for (const edge of node.outgoing) {
      if (own !== 'startup' && isAnsweredFor(fact, edge)) continue;
      const passedOn = getNextContext(edge, own);
      const isStopped = passedOn === 'serving' && (barriers.has(edge.to.fact) || isGuess(nodes, edge, own));
      if (!passedOn || isStopped) continue;
      const step: Step = [edge.to.fact, passedOn];
      if (own !== 'startup' && edge.call.lazyInit) waiting.push({ edge, step });
      else pending.push(step);
    }
  }
  return waiting;
}

/** A function that is declared not to block answers for the synchronous ones that it calls. */
function isAnsweredFor(fact: FunctionFact, { how, to }: Edge): boolean {
  return isDeclaredHarmless(fact) && (how === 'call' || how === 'inline' || how === 'project') && !to.fact.promising;
}

/**
 * That code which cannot be seen calls something counts for less than that the start of the program calls it. And that
 * `start()` of any of a list is called, or handed over, does not say that a part is started anew which the start has
 * started.
 */
function isGuess(nodes: Drafts, { to, how, dispatched }: Edge, context: Context): boolean {
  const startsByName = getLifecycle(to.fact) !== undefined;
  if (dispatched) return startsByName;
  const isUnseen =
    how === 'unknown' ? startsByName || context === 'unknown' : context === 'unknown' && how !== 'handler';
  return isUnseen && nodes.get(to.fact)?.contexts.has('startup') === true;
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
      return to.fact.promising ? 'serving' : context;
    case 'deferred':
      return asAsync(context);
    case 'call':
    case 'inline':
    case 'project':
      // What a constructor begins without waiting for it is set up, whoever makes the object.
      return to.fact.promising && from.fact.kind !== 'constructor' ? asAsync(context) : context;
  }
}

/** Async code that unknown code calls counts as serving. */
function asAsync(context: Context): Context {
  return context === 'unknown' ? 'serving' : context;
}
