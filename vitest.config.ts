import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/temporary-folder.ts'],
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/contract/**', 'test/demo/**'],
    testTimeout: 60_000,
    pool: 'threads',
    // No test changes a module or the process, so files can share their workers; it is four times as fast.
    isolate: false,
    maxWorkers: 2,
  },
})
