import { describe, expect, it } from 'vitest';
import { MAY_WAIT_FOR_NETWORK, NETWORK_MODULES } from '../../src/catalog/network/index.ts';

describe('the catalog of network calls', () => {
  it.each(NETWORK_MODULES)('finds the texts that use $module', ({ module }) => {
    expect(MAY_WAIT_FOR_NETWORK.test(module === 'global' ? 'await fetch(url)' : `from '${module}'`)).toBe(true);
  });

  it('passes on only what ends a wait', () => {
    for (const { limits, pass } of NETWORK_MODULES) {
      expect(limits.map((limit) => limit.split('.')[0])).toContain(pass.split(':')[0]);
    }
  });
});
