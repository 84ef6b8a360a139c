import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Many tests wait for processes, sockets and browsers: two at a time pay even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
