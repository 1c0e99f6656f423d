import pkg from '../package.json' with { type: 'json' };

const plugin = {
  meta: { name: pkg.name, version: pkg.version, namespace: 'unblocked' },
  rules: {},
  configs: { recommended: [], off: [] } as Record<string, object[]>,
};

export default plugin;
