import { basename } from 'node:path';

import type { WhileBlockedSettings } from '../../protocol.ts';

export type Resource = NonNullable<WhileBlockedSettings['resource']>;

/**
 * Who this process is: the option, else what `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` say, as OpenTelemetry
 * reads them. Without a service name it is `unknown_service:node`, which is what the SDK calls it. Its own number tells
 * the processes of a cluster apart, which share the environment.
 */
export function readResource(
  option: Resource | undefined,
  { OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES }: NodeJS.ProcessEnv,
): Resource {
  const stated = option ?? {
    'process.pid': process.pid,
    ...readAttributes(OTEL_RESOURCE_ATTRIBUTES ?? ''),
    ...(OTEL_SERVICE_NAME !== undefined && OTEL_SERVICE_NAME !== '' && { 'service.name': OTEL_SERVICE_NAME }),
  };
  return { 'service.name': `unknown_service:${basename(process.execPath)}`, ...stated };
}

/** `key1=value1,key2=value2`, percent-encoded. */
export function readAttributes(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((part) => {
    const at = part.indexOf('=');
    return at <= 0 ? [] : [[part.slice(0, at).trim(), decode(part.slice(at + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
