import { createHash } from 'node:crypto';

/** Stands for a text: two that have the same are the same. */
export function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}
