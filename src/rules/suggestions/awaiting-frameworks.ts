/** Does what takes this handler wait for its promise, and treat a rejection like an error that is thrown? */
import type { Target } from '../../analysis/references/targets.ts';
import { AWAITING_FRAMEWORKS } from '../../catalog/handlers/index.ts';
import { getInstalledMajor } from '../options/installed-package.ts';

/**
 * A version that is not installed is not known to.
 *
 * @param method the name of the method that takes the handler
 */
export function awaitsHandler(callees: readonly Target[], method: string, cwd: string): boolean {
  if (callees.length === 0) return false;
  return callees.every((callee) => {
    const framework = callee.kind === 'api' ? AWAITING_FRAMEWORKS[callee.module] : undefined;
    if (callee.kind !== 'api' || !framework?.methods.includes(method)) return false;
    return (getInstalledMajor(callee.module, cwd) ?? 0) >= framework.since;
  });
}

/** From which version on the framework that takes a handler waits for it, as the end of a sentence. */
export function describeWaiting(callees: readonly Target[], method: string): string | undefined {
  const [callee] = callees;
  const framework = callee?.kind === 'api' ? AWAITING_FRAMEWORKS[callee.module] : undefined;
  if (callee?.kind !== 'api' || !framework?.methods.includes(method)) return undefined;
  return `does not wait for its handler before ${callee.module} ${framework.since}`;
}
