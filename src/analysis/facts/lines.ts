/** On which line of a text does a position stand? Not every parser tells, and those that do take their time over it. */

/** @returns the line, counted from 1, of a position in the text */
export function createLineFinder(text: string): (position: number) => number {
  const ends = findLineEnds(text);
  return (position) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

function findLineEnds(text: string): number[] {
  const ends: number[] = [];
  const end = /\r\n|[\n\r\u2028\u2029]/g;
  while (end.test(text)) ends.push(end.lastIndex);
  return ends;
}
