import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/contract/**', 'test/demo/**'],
    testTimeout: 20_000,
    pool: 'threads',
    maxWorkers: 2,
  },
})
