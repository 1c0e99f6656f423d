import { types } from 'node:util';

/**
 * For what a question to the application's code answered: where the code is async, there is no answer in it, and its
 * rejection, which nobody else would handle, must not end the process.
 *
 * @returns whether it was a promise.
 */
export function disregardPromise(answer: unknown): boolean {
  if (!types.isPromise(answer)) return false;
  void answer.then(undefined, () => undefined);
  return true;
}
