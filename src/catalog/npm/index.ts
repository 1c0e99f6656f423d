/** Packages of npm, by what they are for. */
import type { BlockingModule } from '../define.ts';
import { ARCHIVES } from './archives.ts';
import { COMPILERS } from './compilers.ts';
import { DATABASES } from './databases.ts';
import { FILES } from './files.ts';
import { GLOBBING } from './globbing.ts';
import { HARDWARE } from './hardware.ts';
import { KEYS_AND_TOKENS } from './keys-and-tokens.ts';
import { LOOK_ALIKES } from './look-alikes.ts';
import { LOOKUPS } from './lookups.ts';
import { PARSING } from './parsing.ts';
import { PASSWORD_HASHING } from './password-hashing.ts';
import { PROCESSES } from './processes.ts';
import { RENDERING } from './rendering.ts';
import { SYNC_OVER_ASYNC } from './sync-over-async.ts';
import { TEXT } from './text.ts';

export const NPM_MODULES: readonly BlockingModule[] = [
  ...ARCHIVES,
  ...COMPILERS,
  ...DATABASES,
  ...FILES,
  ...GLOBBING,
  ...HARDWARE,
  ...KEYS_AND_TOKENS,
  ...LOOK_ALIKES,
  ...LOOKUPS,
  ...PARSING,
  ...PASSWORD_HASHING,
  ...PROCESSES,
  ...RENDERING,
  ...SYNC_OVER_ASYNC,
  ...TEXT,
];
