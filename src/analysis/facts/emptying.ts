/** Which functions empty again what is filled once? `cache = null`, `this.session = undefined` */
import type { TSESTree } from '@typescript-eslint/utils';
import { getSource, isNothing, matchAssignment, NOTHING } from './assigned.ts';
import type { Draft } from './draft.ts';
import { getEnclosingFunctionId, getFunctionId } from './functions.ts';
import { isFunction } from './names.ts';

/** @returns those besides the one that fills it, in which `call` stands, and the module level */
export function findEmptying(draft: Draft, filled: TSESTree.Node, call: TSESTree.Node): number[] {
  const ids = filled.type === 'Identifier' ? findOfVariable(draft, filled) : findOfMember(draft, filled);
  const own = getEnclosingFunctionId(draft, call);
  return [...new Set(ids)].filter((id) => id !== 0 && id !== own);
}

function findOfVariable(draft: Draft, name: TSESTree.Identifier): number[] {
  const references = draft.scopes.variables.get(name)?.references ?? [];
  return references.flatMap(({ identifier, written }) => {
    const isEmptied = typeof written === 'object' && isNothing(written);
    return isEmptied ? [getEnclosingFunctionId(draft, identifier)] : [];
  });
}

/** The methods that empty a member of `this`. */
function findOfMember(draft: Draft, filled: TSESTree.Node): number[] {
  if (filled.type !== 'MemberExpression' || filled.object.type !== 'ThisExpression') return [];
  const emptied = matchAssignment(getSource(draft, filled), NOTHING);
  return getMethods(filled.object).flatMap((method) =>
    emptied.test(draft.file.text.slice(...method.range)) ? [getFunctionId(draft, method)] : [],
  );
}

function getMethods(self: TSESTree.ThisExpression): TSESTree.Node[] {
  let outer = self.parent as TSESTree.Node | undefined;
  while (outer && outer.type !== 'ClassBody') outer = outer.parent;
  return (outer?.body ?? []).flatMap((part) => {
    const isMethod = part.type === 'MethodDefinition' || part.type === 'PropertyDefinition';
    if (!isMethod || (part.type === 'MethodDefinition' && part.kind === 'constructor')) return [];
    return part.value && isFunction(part.value) ? [part.value] : [];
  });
}
