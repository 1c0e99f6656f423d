/** Which calls the user permits. */
import type { BlockingApi } from '../../catalog/define.ts';
import { assertExported } from './installed-package.ts';
import { getKey, type Specifier } from './specifiers.ts';

/**
 * @param knownNames the display names that the catalog and the user's own list have
 * @throws TypeError for a name or a specifier that names nothing
 */
export function createAllowList(
  allow: readonly (string | Specifier)[],
  cwd: string,
  isKnownName: (name: string) => boolean,
): (api: BlockingApi) => boolean {
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const entry of allow) {
    if (typeof entry !== 'string') {
      if (entry.from === 'package') assertExported(entry, cwd);
      paths.add(getKey(entry, cwd));
    } else if (isKnownName(entry)) {
      names.add(entry);
    } else {
      throw new TypeError(
        `unblocked: the option "allow" has ${JSON.stringify(entry)}, which is no call that the catalog or the option "blocking" knows.`,
      );
    }
  }
  return (api) => names.has(api.name) || paths.has(`${api.module}:${api.path}`);
}
