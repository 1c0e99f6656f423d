/** Could one function stand for another one, by what their sources say of parameters and results? */
import type { Shape } from '../facts/shapes.ts';

/** Whether the type annotations, where both have them, let one stand for the other. */
export function agree(one: Shape | undefined, other: Shape | undefined): boolean {
  const [a = [], b = []] = [one?.annotated, other?.annotated];
  const isSame = (left = '', right = ''): boolean => left === '' || right === '' || left === right;
  const [result = '', awaited = ''] = [a.at(-1), /^Promise(?:Like)?<(.*)>$/.exec(b.at(-1) ?? '')?.[1]].map(withoutNull);
  return (
    a.slice(0, -1).every((type, index) => index >= b.length - 1 || isSame(type, b[index])) &&
    (result === 'void' || isSame(result, awaited))
  );
}

function withoutNull(type = ''): string {
  return type.replaceAll(/\s*\|\s*(?:null|undefined)\b/g, '');
}

/** Whether so many arguments may be given. */
export function isTaken({ required, parameters, variadic }: Shape, count: number): boolean {
  return required <= count && (variadic || count <= parameters.length);
}
