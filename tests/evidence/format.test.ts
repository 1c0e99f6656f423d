import { describe, expect, test } from 'vitest';
import { formatEvidence, mergeEvidence, parseEvidence, type Observation } from '../../src/evidence/format.ts';

const LOGIN: Observation = {
  file: 'src/login.ts',
  line: 12,
  api: 'crypto.scryptSync',
  count: 2,
  totalMs: 700,
  maxMs: 400,
};
const RENDER: Observation = { file: 'src/render.ts', line: 3, count: 1, totalMs: 900, maxMs: 900 };

test('what is written can be read, the worst first', () => {
  expect(parseEvidence(formatEvidence([LOGIN, RENDER]))).toEqual([RENDER, LOGIN]);
  expect(parseEvidence(formatEvidence([]))).toEqual([]);
});

test('an empty file holds nothing', () => {
  expect(parseEvidence('')).toEqual([]);
});

test('the same line is added up, and another API on it is another observation', () => {
  const again = { ...LOGIN, count: 1, totalMs: 500, maxMs: 500 };
  const other = { ...LOGIN, api: 'fs.readFileSync' };
  expect(mergeEvidence([LOGIN, RENDER], [again, other])).toEqual([
    { ...LOGIN, count: 3, totalMs: 1200, maxMs: 500 },
    RENDER,
    other,
  ]);
});

test('a thousand lines are kept, those that blocked for longest', () => {
  const many = Array.from({ length: 1500 }, (_, line) => ({ ...RENDER, line, totalMs: line }));
  const kept = parseEvidence(formatEvidence(many));
  expect(kept).toHaveLength(1000);
  expect(kept.at(-1)?.totalMs).toBe(500);
});

describe('other content is refused', () => {
  test.each([
    ['{', /no JSON/],
    ['[]', /expected version 1, got undefined/],
    ['null', /no JSON object/],
    ['{"version":2,"observations":[]}', /expected version 1, got 2/],
    ['{"version":1}', /no list of 'observations'/],
    ['{"version":1,"observations":[{"file":"a.js","line":"1"}]}', /observations\[0\]/],
  ])('%s', (text, message) => {
    expect(() => parseEvidence(text)).toThrow(message);
  });
});
