import { createRequire } from 'node:module';
import { IS_NODE } from './host.ts';

export type InspectorModule = typeof import('node:inspector');

/** Asking first is vital: under the permission model, connecting without the permission ends the whole process. */
export function isInspectorDenied(): boolean {
  const { permission } = process as { permission?: { has(scope: string): boolean } };
  return permission?.has('inspector') === false;
}

/** The inspector, where a stack of the main thread can be read through it. */
export function loadInspector(): InspectorModule | undefined {
  if (!IS_NODE) return undefined;
  try {
    // Not a static import: a Node.js that was built without the inspector could not start the watchdog.
    const inspector = createRequire(import.meta.url)('node:inspector') as InspectorModule;
    const prototype = inspector.Session.prototype as { connectToMainThread?: unknown };
    return typeof prototype.connectToMainThread === 'function' ? inspector : undefined;
  } catch {
    return undefined;
  }
}
