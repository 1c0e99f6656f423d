import type { Session } from './session.ts';

/** The fields of a container's `livenessProbe`, by its own names. */
interface LivenessProbe {
  readonly name?: string;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
}

/**
 * The container, which Kubernetes kills when its liveness probe fails too often. `timeoutMs` is
 * `(failureThreshold - 1) * periodSeconds + timeoutSeconds`, 21 s by default: a block that begins just before a probe
 * fails that one and the two after it, each of them once it has waited for its timeout.
 *
 * Only where the probe asks the main thread: `/livez` on the watchdog's port answers during a block.
 */
export function kubernetesLiveness({
  name = 'kubernetes-liveness',
  periodSeconds = 10,
  timeoutSeconds = 1,
  failureThreshold = 3,
}: LivenessProbe = {}): Session {
  return { name, timeoutMs: 1000 * ((failureThreshold - 1) * periodSeconds + timeoutSeconds) };
}
