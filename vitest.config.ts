import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // By default all cores but one; most files wait for sockets, disks and browsers more than for a core.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
