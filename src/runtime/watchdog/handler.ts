import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReportedEvent } from '../record.ts';

/** Events that wait for the module to load; more would mean that it never does. */
const MAX_WAITING = 100;

type Handle = (event: ReportedEvent) => unknown;

/**
 * The application's own module, run in this thread. It gets each event the moment it is true, in their order. What is
 * wrong with it is said once, and nothing else suffers.
 *
 * @param getUrl a URL or a path; undefined while there is none.
 */
export function createHandler(
  getUrl: () => string | undefined,
  writeLine: (line: string) => void,
): (event: ReportedEvent) => void {
  let loaded: { readonly url: string; readonly handle: Promise<Handle> } | undefined;
  let waiting = 0;
  let failed: string | undefined;

  function fail(url: string, error: unknown): void {
    if (failed === url) return;
    failed = url;
    const text = error instanceof Error ? error.message : String(error);
    writeLine(`unblocked: whileBlocked.handler (${url}) failed: ${text}`);
  }

  async function pass(event: ReportedEvent, url: string, handle: Promise<Handle>): Promise<void> {
    waiting += 1;
    try {
      const call = await handle;
      await call(event);
    } catch (error) {
      fail(url, error);
    } finally {
      waiting -= 1;
    }
  }

  function open(url: string): Promise<Handle> {
    if (loaded?.url === url) return loaded.handle;
    const handle = load(url);
    handle.catch((error: unknown) => {
      fail(url, error);
    });
    loaded = { url, handle };
    return handle;
  }

  // At once: there is no time for it when the loop is blocked.
  const first = getUrl();
  if (first !== undefined) void open(first);
  return (event) => {
    const url = getUrl();
    if (url !== undefined && waiting < MAX_WAITING) void pass(event, url, open(url));
  };
}

async function load(url: string): Promise<Handle> {
  const { default: handle } = (await import(toUrl(url))) as { readonly default?: unknown };
  if (typeof handle !== 'function') throw new TypeError('its default export is no function');
  return handle as Handle;
}

function toUrl(url: string): string {
  return isAbsolute(url) || !URL.canParse(url) ? pathToFileURL(resolve(url)).href : url;
}
