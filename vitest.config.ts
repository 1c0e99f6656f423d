import { defineConfig } from 'vitest/config';

const shared = {
  pool: 'forks',
  // Tests block for real on shared machines: time-outs only catch hangs.
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    // Worker threads on Node 20 cannot load TypeScript, so runtime tests run against the built package.
    globalSetup: ['tests/build.setup.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'lint',
          include: ['tests/*.test.ts', 'tests/{catalog,evidence,rules}/**/*.test.ts'],
          // They wait for nothing but the processor.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          ...shared,
          name: 'runtime',
          include: ['tests/{e2e,runtime}/**/*.test.ts'],
          // They measure time, which others would take from them.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
