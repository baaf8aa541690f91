import { expect, test } from 'vitest'
import { kubectlLines, serviceLines } from '../../src/entry/local-text.ts'

test('services are told with their URLs on this machine', () => {
  const services = [
    { name: 'serve', namespace: 'ml', host: '127.1.2.3', port: 8000 },
    { name: 'x', namespace: 'ml', host: '127.1.2.4', port: 80 },
  ]
  expect(serviceLines(services)).toBe('  ml/serve  http://127.1.2.3:8000\n  ml/x      http://127.1.2.4:80\n')
})

test('kubectl is told where its configuration is', () => {
  expect(kubectlLines('/f')).toContain('export KUBECONFIG=/f')
})
