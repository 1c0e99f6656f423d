/** By which name is a value spoken of in other files? */
import type { FileFacts, Value } from '../facts/types.ts';
import { getLoaded, getOrigin } from './modules.ts';

/** What a file exports as a whole, by `module.exports =` or `export default`. */
export const WHOLE = '=';

/**
 * By which name a value is spoken of: `read` for anybody's, `read=./store` for what can only come from that module,
 * `read=` for what the file itself exports, and `=./store` for all that a module exports.
 */
export function getName(file: FileFacts, value: Value): string | undefined {
  switch (value.kind) {
    case 'global':
      return value.name;
    case 'import': {
      const isAll = value.name === '*' || value.name === 'default';
      return ofModule(isAll ? '' : value.name, value.module);
    }
    case 'member': {
      const origin = getOrigin(file, value.of);
      return origin === undefined ? value.name : ofModule(value.name, origin.module);
    }
    case 'result': {
      const loaded = getLoaded(file, value);
      return loaded && getName(file, loaded);
    }
    default:
      return undefined;
  }
}

/** @param module by its specifier; `''` for the file itself */
export function ofModule(name: string, module: string): string {
  return name + WHOLE + module;
}

/** @returns the specifier of the module that alone can be meant by a name, if there is one */
export function getModule(name: string): string | undefined {
  const at = name.indexOf(WHOLE);
  return at === -1 || at === name.length - 1 ? undefined : name.slice(at + 1);
}
