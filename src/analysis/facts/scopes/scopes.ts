/** The variables of a file, and the scopes that know them while they are read. */
import type { TSESTree } from '@typescript-eslint/utils';

export interface Variable {
  readonly name: string;
  /** The function that it belongs to; the program for those at the top. */
  readonly owner: TSESTree.Node;
  /** Where it is declared: a name that is declared nowhere is no variable. */
  readonly definitions: Definition[];
  /** Where it is used, other than in its definitions. */
  readonly references: Reference[];
}

export interface Definition {
  readonly name: TSESTree.Identifier;
  /** The declarator, function, class, import, …; for a parameter, its function. */
  readonly node: TSESTree.Node;
}

export interface Reference {
  readonly identifier: TSESTree.Identifier;
  /** What is written to the variable; `unknown` for `x++`, undefined for a mere read. */
  readonly written: TSESTree.Node | 'unknown' | undefined;
}

/** What the whole walk shares. */
export interface Walk {
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  readonly variables: Map<TSESTree.Node, Variable>;
}

export interface Scope {
  readonly walk: Walk;
  readonly upper: Scope | undefined;
  readonly owner: TSESTree.Node;
  /** Where `var` declares. */
  readonly ofFunction: Scope;
  readonly variables: Map<string, Variable>;
  /** What is not resolved until all declarations of the scope are known. */
  readonly references: Reference[];
}

export function openFunction(walk: Walk, upper: Scope | undefined, owner: TSESTree.Node): Scope {
  const scope: Omit<Scope, 'ofFunction'> = { walk, upper, owner, variables: new Map(), references: [] };
  return Object.assign(scope, { ofFunction: scope as Scope });
}

export function openBlock(upper: Scope): Scope {
  const { walk, owner, ofFunction } = upper;
  return { walk, upper, owner, ofFunction, variables: new Map(), references: [] };
}

/** Resolves the references of the scope; those to other variables are left to the scope around it. */
export function close({ walk, upper, variables, references }: Scope): void {
  for (const reference of references) {
    const variable = variables.get(reference.identifier.name);
    if (!variable) {
      upper?.references.push(reference);
      continue;
    }
    variable.references.push(reference);
    walk.variables.set(reference.identifier, variable);
  }
}

export function declare({ variables, owner, walk }: Scope, name: TSESTree.Identifier, node: TSESTree.Node): void {
  let variable = variables.get(name.name);
  if (!variable) {
    variable = { name: name.name, owner, definitions: [], references: [] };
    variables.set(name.name, variable);
  }
  variable.definitions.push({ name, node });
  walk.variables.set(name, variable);
}
