/** Resolution within one file: parameters stand for what the calls in the file pass for them. */
import type { FileFacts } from '../facts/types.ts';
import { createResolver, type Located, type Resolve } from './resolve.ts';

export function createFileResolver(file: FileFacts): Resolve {
  // Finding out which function a call runs must not itself depend on parameters, or it would never end.
  const withoutParameters = createResolver({ getPassed: () => [] });
  let passed: Map<string, Located[]> | undefined;
  return createResolver({
    getPassed(_, functionId, index) {
      passed ??= findPassed(file, withoutParameters);
      return passed.get(`${functionId}:${index}`) ?? [];
    },
  });
}

function findPassed(file: FileFacts, resolve: Resolve): Map<string, Located[]> {
  const passed = new Map<string, Located[]>();
  for (const call of file.calls) {
    for (const target of resolve(file, call.callee)) {
      if (target.kind !== 'function' || target.file !== file) continue;
      call.arguments.forEach(({ value }, index) => {
        const key = `${target.id}:${index}`;
        passed.set(key, [...(passed.get(key) ?? []), { file, value }]);
      });
    }
  }
  return passed;
}
