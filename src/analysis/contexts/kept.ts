/** What was a constructor given, and keeps in the object that it makes? */
import type { FileFacts, Value } from '../facts/types.ts';

/** Whether it is such a member: `constructor(options) { this.write = options.write; } … this.write(line)` */
export function isKeptByConstructor(file: FileFacts, value: Value): boolean {
  if (value.kind !== 'member' || value.of.kind !== 'instance' || value.of.of.kind !== 'class') return false;
  const construct = file.classes[value.of.of.id]?.construct;
  // What a class calls itself is one and the same value.
  const kept = file.assignments.filter(({ target, name }) => target === value.of && name === value.name);
  return construct !== undefined && kept.some((assignment) => isGivenTo(file, construct, assignment.value));
}

/** Whether it is a parameter of the function, or a member of one. */
function isGivenTo(file: FileFacts, id: number, value: Value | undefined, depth = 0): boolean {
  if (!value || depth > MAX_STEPS) return false;
  const goOn = (next: Value | undefined): boolean => isGivenTo(file, id, next, depth + 1);
  switch (value.kind) {
    case 'parameter':
      return value.function === id;
    case 'variable':
      return goOn(file.variables[value.id]);
    case 'member':
      return goOn(value.of);
    case 'union':
      return value.of.some(goOn);
    default:
      return false;
  }
}

const MAX_STEPS = 6;
