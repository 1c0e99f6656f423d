import type { HeavyCall, Usage } from './protocol.ts';
import { FLOAT, type Shared } from './shared-memory.ts';

/** What the marked calls since the last beat have taken; both threads ask. */
export function readUsage(
  { apiMs, apiCalls, floats }: Shared,
  readHeavy: (api: number) => HeavyCall | undefined,
): Usage {
  let api = 0;
  let totalMs = 0;
  apiMs.forEach((ms, index) => {
    totalMs += ms;
    if (ms > (apiMs[api] ?? 0)) api = index;
  });
  const ms = apiMs[api] ?? 0;
  const heavy = ms > 0 ? readHeavy(api) : undefined;
  return {
    totalMs,
    opaqueMs: floats[FLOAT.OPAQUE] ?? 0,
    ...(ms > 0 && { worst: { api, calls: apiCalls[api] ?? 0, ms } }),
    ...(heavy && { heavy }),
  };
}
