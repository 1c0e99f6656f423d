import type { Session } from './session.ts';

/**
 * Connections that somebody drops after a fixed time of silence, such as a load balancer (AWS ALB and nginx: 60 s;
 * Heroku: 55 s).
 *
 * @param options `timeoutMs`: the idle timeout in milliseconds. `count`: the live connections, if known.
 */
export function idleTimeout({
  name = 'idle-timeout',
  timeoutMs,
  count,
}: {
  readonly name?: string;
  readonly timeoutMs: number;
  readonly count?: () => number | undefined;
}): Session {
  return { name, timeoutMs, ...(count && { count }) };
}
