/** Does what takes this handler wait for its promise, and treat a rejection like an error that is thrown? */
import type { Target } from '../../analysis/references/targets.ts';
import { AWAITING_FRAMEWORKS, type AwaitingFramework } from '../../catalog/handlers/index.ts';
import { getInstalledMajor } from '../options/installed-package.ts';

/**
 * A version that is not installed is not known to.
 *
 * @param method the name of the method that takes the handler
 */
export function awaitsHandler(callees: readonly Target[], method: string, cwd: string): boolean {
  if (callees.length === 0) return false;
  return callees.every((callee) => {
    const framework = getFramework(callee, method);
    if (callee.kind !== 'api' || !framework) return false;
    return (getInstalledMajor(callee.module, cwd) ?? 0) >= framework.since;
  });
}

/** Whether what takes this handler gives it a `next`, in all its versions, to which it can hand on its errors. */
export function givesNext(callees: readonly Target[], method: string): boolean {
  return callees.length > 0 && callees.every((callee) => getFramework(callee, method)?.next === true);
}

/** From which version on the framework that takes a handler waits for it, as the end of a sentence. */
export function describeWaiting(callees: readonly Target[], method: string): string | undefined {
  const [callee] = callees;
  const framework = callee && getFramework(callee, method);
  if (callee?.kind !== 'api' || !framework) return undefined;
  return `does not wait for its handler before ${callee.module} ${framework.since}`;
}

function getFramework(callee: Target, method: string): AwaitingFramework | undefined {
  const framework = callee.kind === 'api' ? AWAITING_FRAMEWORKS.get(callee.module) : undefined;
  return framework?.methods.includes(method) ? framework : undefined;
}
