/**
 * Is this text what a bundler or a minifier wrote? People keep such files beside their sources, an editor for their page
 * or the build of a library, and the largest of them costs more than all that is written by hand. Nobody mends it there.
 */

/** Shorter texts cost nothing, and hold data in long lines as often as code. */
const MIN_LENGTH = 20_000;

/** Characters in a line on the average; what people write has below 150, even with data between. */
const MIN_LINE = 500;

/** Where webpack keeps the lines of the source, it marks its own with this. */
const WEBPACK = '/******/ ';

export function isBundle(text: string): boolean {
  if (text.length < MIN_LENGTH) return false;
  if (text.startsWith(WEBPACK)) return true;
  const most = text.length / MIN_LINE;
  let lines = 1;
  for (let end = text.indexOf('\n'); end !== -1 && lines <= most; end = text.indexOf('\n', end + 1)) lines++;
  return lines <= most;
}
