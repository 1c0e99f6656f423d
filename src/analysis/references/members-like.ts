/** Which members may be meant by a name of which a part comes in at run time? `this['on' + event]()` */
import { ELEMENT } from '../facts/types.ts';
import { getAddedMembers, getMember, type Resolution } from './members.ts';
import { getFact, type Target } from './targets.ts';

/** @param like the name, with `*` for each part that is not known */
export function getMembersLike(resolution: Resolution, target: Target, like: string): readonly Target[] {
  const names = findNames(resolution, target);
  const fact = getFact(target);
  if (!names || !fact) return getMember(resolution, target, ELEMENT);
  const pattern = new RegExp(`^${like.split('*').map(escape).join('.*')}$`);
  const named = [...names].filter((name) => pattern.test(name));
  return [
    ...named.flatMap((name) => getMember(resolution, target, name)),
    ...getAddedMembers(resolution, fact, ELEMENT),
  ];
}

function escape(text: string): string {
  return text.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`);
}

/** The names of the members that are written down where the target is; undefined where nothing of it is seen. */
function findNames(resolution: Resolution, target: Target, seen = new Set<object>()): Set<string> | undefined {
  const fact = getFact(target);
  if (!fact || seen.has(fact)) return undefined;
  seen.add(fact);
  const findIn = (parts: readonly Target[]): string[] =>
    parts.flatMap((part) => [...(findNames(resolution, part, seen) ?? [])]);
  switch (target.kind) {
    case 'class':
    case 'instance': {
      const own = target.file.classes[target.id];
      const members = target.kind === 'class' ? own?.statics : own?.members;
      const others = target.kind === 'class' ? [] : resolution.surroundings.getImplementations(fact);
      return new Set([...(members?.keys() ?? []), ...findIn([...getBases(resolution, target), ...others])]);
    }
    case 'object': {
      const own = target.file.objects[target.id];
      const spreads = own?.spreads.flatMap((spread) => resolution.resolve(target.file, spread)) ?? [];
      return new Set([...(own?.members.keys() ?? []), ...findIn(spreads)]);
    }
    case 'module':
      return new Set(target.file.exports.named.keys());
    default:
      return undefined;
  }
}

function getBases(resolution: Resolution, target: Extract<Target, { kind: 'class' | 'instance' }>): Target[] {
  const bases = resolution.resolve(target.file, target.file.classes[target.id]?.base);
  return bases.flatMap((base): Target[] => (base.kind === 'class' ? [{ ...base, kind: target.kind }] : []));
}
