/** How long does this call block, as far as its arguments tell? */
import type { BlockingApi, Condition, Rewrite, Severity } from './define.ts';

/** What is known of one argument without running the program. Plain JSON, so that a summary of a file can hold it. */
export type ArgumentView =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null }
  /** `open`: a spread or a computed key may add properties that are not listed. */
  | { readonly type: 'object'; readonly properties: Readonly<Record<string, ArgumentView>>; readonly open?: boolean }
  | { readonly type: 'function' }
  /** Neither a function nor any of the above: an array, a template with parts, `new X()`. */
  | { readonly type: 'other' }
  | { readonly type: 'unknown' }
  /** `...rest`: any number of arguments from here on. */
  | { readonly type: 'spread' };

/** An argument or property that is certainly not there. */
type Missing = undefined;

const UNKNOWN: ArgumentView = { type: 'unknown' };

/** The severity of one call: that of the first of the row's cases that holds, else the row's own. */
export function getSeverity(api: Pick<BlockingApi, 'severity' | 'cases'>, args: readonly ArgumentView[]): Severity {
  return api.cases.find((condition) => holds(condition, args))?.severity ?? api.severity;
}

/** The rewrite of one call, unless its arguments mean something else to the replacement. */
export function getRewrite(api: Pick<BlockingApi, 'rewrite'>, args: readonly ArgumentView[]): Rewrite | undefined {
  return api.rewrite?.unless?.some((condition) => holds(condition, args)) ? undefined : api.rewrite;
}

function holds(condition: Condition, args: readonly ArgumentView[]): boolean {
  const argument = getArgument(args, condition.arg);
  const view = condition.property === undefined ? argument : getProperty(argument, condition.property);
  return (
    (condition.callback === undefined || mayBeFunction(view)) &&
    (condition.given === undefined || view !== undefined) &&
    (condition.type === undefined || (view?.type ?? 'missing') === condition.type) &&
    (condition.is === undefined || hasValue(view, condition.is)) &&
    (condition.atMost === undefined || getNumber(view) <= condition.atMost) &&
    (condition.atLeast === undefined || getNumber(view) >= condition.atLeast)
  );
}

function getArgument(args: readonly ArgumentView[], position: number): ArgumentView | Missing {
  const spread = args.findIndex(({ type }) => type === 'spread');
  const isHidden = spread !== -1 && (position < 0 || position >= spread);
  return isHidden ? UNKNOWN : args.at(position);
}

function getProperty(argument: ArgumentView | Missing, name: string): ArgumentView | Missing {
  switch (argument?.type) {
    case 'object':
      if (Object.hasOwn(argument.properties, name)) return argument.properties[name];
      return argument.open ? UNKNOWN : undefined;
    case 'unknown':
    case 'other':
      return UNKNOWN;
    default:
      return undefined;
  }
}

function mayBeFunction(view: ArgumentView | Missing): boolean {
  return view?.type === 'function' || view?.type === 'unknown';
}

function hasValue(view: ArgumentView | Missing, values: NonNullable<Condition['is']>): boolean {
  return view !== undefined && 'value' in view && values.includes(view.value);
}

/** NaN, which compares as neither less nor more, for whatever is not a known number. */
function getNumber(view: ArgumentView | Missing): number {
  return view?.type === 'number' ? view.value : NaN;
}
