import { isOfApplication } from '../frames.ts';
import type { CaptureReply } from '../protocol.ts';

/** Stacks can be read while it waits. */
export const WAIT = 'Atomics.wait';

/**
 * The builtin functions in the midst of which V8 lets a stack be read: where regular expressions backtrack, between
 * the elements of `JSON.stringify`, and while it waits. All others it enters or leaves first: a stack that ends in
 * `Map.set` says where the next chance was, not where the time goes, and their callers' lines are as much as is known.
 */
const INTERRUPTIBLE =
  /^(?:RegExp(?:StringIterator)?\..*|String\.(?:match|matchAll|replace|replaceAll|search|split)|JSON\.stringify|Atomics\.wait)$/;

/** The builtin function in which most of the stacks are. */
export function findBuiltin(replies: readonly CaptureReply[]): string | undefined {
  const names = replies.map(calledBuiltin);
  return names.find((name) => name !== undefined && names.filter((other) => other === name).length > names.length / 2);
}

/** Whether the thread waits as the application told it to. */
export function isWaitingReply(reply: CaptureReply): boolean {
  return calledBuiltin(reply) === WAIT;
}

/** The one that the application has called: `String.replace`, which itself calls others. */
function calledBuiltin({ frames }: CaptureReply): string | undefined {
  const end = frames.findIndex(({ file }) => file !== '');
  const caller = frames[end];
  const name = frames[end - 1]?.function;
  return caller && isOfApplication(caller) && name !== undefined && INTERRUPTIBLE.test(name) ? name : undefined;
}
