import { OWN_FILE, type RawFrame } from './protocol.ts';

/** Neither V8's, nor Node's, nor this package's. */
export function isOfApplication({ file }: RawFrame): boolean {
  return file !== '' && !file.startsWith('node:') && file !== OWN_FILE;
}
