import { defineConfig } from 'vitest/config'

/** End to end: the built dist/ as a child process, on the local cluster and, with KUBECONFIG, on a real Kubernetes. */
export default defineConfig({
  test: {
    globalSetup: ['test/temporary-folder.ts', 'test/e2e/left-behind.ts'],
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
