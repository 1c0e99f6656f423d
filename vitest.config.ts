import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Worker threads on Node 20 cannot load TypeScript, so runtime tests run against the built package.
    globalSetup: ['tests/build.setup.ts'],
    pool: 'forks',
    // Tests block for real on shared machines: time-outs only catch hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
