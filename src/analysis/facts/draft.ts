/** The facts of a file while they are collected: what has an index already, by syntax node. */
import type { TSESTree } from '@typescript-eslint/utils';
import type {
  AssignmentFact,
  CallFact,
  ClassFact,
  FunctionFact,
  InterfaceFact,
  ObjectFact,
  TypedFact,
  Value,
} from './types.ts';
import type { Directives } from './directives.ts';
import type { Loop } from './loops/rounds.ts';
import type { Scopes } from './scopes/read-scopes.ts';
import type { Variable } from './scopes/scopes.ts';

/** A parsed file, from ESLint's `SourceCode` or from a parser. */
export interface ParsedFile {
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

export interface Draft {
  readonly file: ParsedFile;
  readonly functions: Indexed<FunctionFact>;
  readonly calls: Indexed<CallFact>;
  readonly classes: Indexed<ClassFact>;
  readonly objects: Indexed<ObjectFact>;
  readonly interfaces: Indexed<InterfaceFact>;
  readonly typed: TypedFact[];
  readonly directives: Directives;
  /** What the types that the file imports or declares at its top stand for, by name. */
  readonly types: Map<string, () => Value>;
  readonly variables: Variable[];
  readonly variableValues: Map<Variable, Value>;
  /** The values of globals by name, and of calls by index. */
  readonly globals: Map<string, Value>;
  readonly results: Map<number, Value>;
  /** The members of each value that the file speaks of. */
  readonly members: Map<Value, Map<string, Value>>;
  /** What `this` is, by the class whose instance it is, or the function. */
  readonly receivers: Map<TSESTree.Node, Value>;
  /** What a promise of a value resolves to. */
  readonly awaited: Map<Value, Value>;
  readonly scopes: Scopes;
  /** The line of a position in the text. */
  getLine(position: number): number;
  /** Names of the getters of this file's classes and objects: reading one of them is a call. */
  readonly getters: ReadonlySet<string>;
  /** Names of its setters: writing one of them is a call. */
  readonly setters: ReadonlySet<string>;
  /** The file asks on which thread it runs. */
  readonly checksThread: boolean;
  /** It may ask whether it is being developed or tested. */
  readonly checksMode: boolean;
  /** The file ends the process somewhere. */
  readonly exits: boolean;
  /** The loops, in the order of the source. */
  readonly loops: Loop[];
  /** The file puts functions off until right after the code that runs. */
  readonly putsOff: boolean;
  /** What is assigned to members: `Repo.prototype.find = …`, `this.db = …`, `module.exports = …`. */
  readonly assignments: AssignmentFact[];
}

/** Facts in order of their index, and the index of each by the node that stands for it. */
export interface Indexed<Fact> {
  readonly facts: Fact[];
  readonly nodes: TSESTree.Node[];
  readonly ids: Map<TSESTree.Node, number>;
}

/** What is the same value is one object, and resolved once. */
export function once<K>(values: Map<K, Value>, key: K, make: () => Value): Value {
  let value = values.get(key);
  if (!value) values.set(key, (value = make()));
  return value;
}

/** The index of a node's fact; `make` states the fact when the node is met for the first time. */
export function indexOf<Fact>(indexed: Indexed<Fact>, node: TSESTree.Node, make: (id: number) => Fact): number {
  const known = indexed.ids.get(node);
  if (known !== undefined) return known;
  const id = indexed.nodes.push(node) - 1;
  indexed.ids.set(node, id);
  indexed.facts[id] = make(id);
  return id;
}

export function createIndexed<Fact>(): Indexed<Fact> {
  return { facts: [], nodes: [], ids: new Map() };
}

/** The nodes directly within a node. */
export function getChildren({ file }: { file: Pick<ParsedFile, 'visitorKeys'> }, node: TSESTree.Node): TSESTree.Node[] {
  return (file.visitorKeys[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, TSESTree.Node | (TSESTree.Node | null)[] | null | undefined>)[key];
    return (Array.isArray(child) ? child : [child]).filter((part) => part !== null && part !== undefined);
  });
}
