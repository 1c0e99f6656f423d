import type { Shared } from './protocol.ts';

/** The API that took most time since the last beat; both threads ask. */
export function findWorst({ apiMs, apiCalls }: Shared): { api: number; calls: number; ms: number } | undefined {
  let api = 0;
  apiMs.forEach((ms, index) => {
    if (ms > (apiMs[api] ?? 0)) api = index;
  });
  const ms = apiMs[api] ?? 0;
  return ms > 0 ? { api, calls: apiCalls[api] ?? 0, ms } : undefined;
}
