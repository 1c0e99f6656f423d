/** Where does a file mention a name, whatever it stands for there? */
import type { TSESTree } from '@typescript-eslint/utils';
import { getChildren, type ParsedFile } from '../facts/draft.ts';
import { isErased, readScopes, type Scopes } from '../facts/scopes/read-scopes.ts';

export interface Mention {
  readonly file: ParsedFile;
  readonly node: TSESTree.Node;
  readonly parent: TSESTree.Node;
  /** It stands in a type. */
  readonly erased: boolean;
}

/** What is known of a syntax tree, found when it is asked for. */
interface Known {
  mentions?: ReadonlyMap<string, readonly Mention[]>;
  scopes?: Scopes;
}

const known = new WeakMap<TSESTree.Program, Known>();

export function getMentions(file: ParsedFile, name: string): readonly Mention[] {
  const own = getKnown(file);
  own.mentions ??= findMentions(file);
  return own.mentions.get(name) ?? [];
}

export function getScopes(file: ParsedFile): Scopes {
  const own = getKnown(file);
  own.scopes ??= readScopes(file.ast, file.visitorKeys);
  return own.scopes;
}

function getKnown({ ast }: ParsedFile): Known {
  let own = known.get(ast);
  if (!own) known.set(ast, (own = {}));
  return own;
}

function findMentions(file: ParsedFile): ReadonlyMap<string, readonly Mention[]> {
  // Gives each node its parent, where the parser has not.
  getScopes(file);
  const mentions = new Map<string, Mention[]>();
  const visit = (node: TSESTree.Node, parent: TSESTree.Node, erased: boolean): void => {
    const name = getName(node, parent);
    if (name !== undefined) {
      const before = mentions.get(name);
      const mention: Mention = { file, node, parent, erased };
      if (before) before.push(mention);
      else mentions.set(name, [mention]);
    }
    for (const child of getChildren({ file }, node)) visit(child, node, erased || isErased(node));
  };
  visit(file.ast, file.ast, false);
  return mentions;
}

function getName(node: TSESTree.Node, parent: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return node.name;
  if (node.type === 'PrivateIdentifier') return `#${node.name}`;
  const isKey = parent.type === 'MemberExpression' && parent.computed && parent.property === node;
  return isKey && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}
