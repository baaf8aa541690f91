import { expect, test, vi } from 'vitest'
import { textAt } from '../../../../src/local/api/json.ts'
import type { KubeObject } from '../../../../src/plan/objects.ts'
import { isOver, isReady, processCluster, shellPod } from '../../../builders-process.ts'

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 30_000 })

const object = (kind: string, name: string, more: Readonly<Record<string, unknown>>): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'team' },
  ...more,
})

test.runIf(process.platform === 'linux')(
  'replicas listen on the same port, each on its own address; the service is reached by name and passes over those that are not ready',
  async () => {
    const cluster = processCluster()
    const server = [
      'import http.server, os',
      'class H(http.server.BaseHTTPRequestHandler):',
      '  def do_GET(self): self.send_response(200); self.end_headers(); self.wfile.write(os.environ["HOSTNAME"].encode())',
      '  def log_message(self, *words): pass',
      'http.server.HTTPServer(("0.0.0.0", 8765), H).serve_forever()',
    ].join('\n')
    const ports = [{ name: 'http', containerPort: 8765 }]
    const readinessProbe = { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 }
    const container = { command: ['python3', '-u', '-c', server], ports, readinessProbe }
    for (const name of ['a', 'b']) cluster.store.create(shellPod(name, '', container, { restartPolicy: 'Always' }))
    const [a, b] = await Promise.all([cluster.until('a', isReady), cluster.until('b', isReady)])
    const addresses = [a, b].map((pod) => textAt(pod, 'status', 'podIP'))
    expect(new Set(addresses).size).toBe(2)
    expect(cluster.node.address?.('team', 'a', 8765)).toEqual({ host: addresses[0], port: 8765 })

    cluster.store.create(
      object('Service', 'serve', {
        spec: { clusterIP: '10.96.0.9', selector: { app: 'serve' }, ports: [{ name: 'http', port: 80 }] },
      }),
    )
    cluster.store.create({
      ...object('EndpointSlice', 'serve-1', {}),
      apiVersion: 'discovery.k8s.io/v1',
      metadata: { name: 'serve-1', namespace: 'team', labels: { 'kubernetes.io/service-name': 'serve' } },
      ports: [{ name: 'http', port: 8765 }],
      endpoints: [
        ...addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
        { addresses: ['127.1.1.1'], conditions: { ready: false } },
      ],
    })
    const client = [
      'import time, urllib.request as u',
      'def get(host):',
      '  for _ in range(200):',
      '    try: return u.urlopen("http://%s/" % host).read().decode()',
      '    except OSError: time.sleep(0.05)',
      'print(*sorted({get(h) for h in ["serve", "serve.team", "serve.team.svc.cluster.local", "10.96.0.9"] * 2}))',
    ].join('\n')
    cluster.store.create(shellPod('client', '', { command: ['python3', '-c', client] }))
    await cluster.until('client', isOver)
    expect(await cluster.log('client')).toBe('a b\n')
  },
)

test.runIf(process.platform === 'linux')(
  'where all pods share 127.0.0.1, their ports are put on others, and programs of the pod find them',
  async () => {
    const cluster = processCluster({ addressing: 'ports' })
    const server = [
      'import socket, threading',
      'server = socket.create_server(("", 8766))',
      'threading.Thread(target=lambda: socket.create_connection(("localhost", 8766))).start()',
      'server.accept()',
      'print(server.getsockname()[0], server.getsockname()[1] != 8766)',
    ].join('\n')
    const container = { command: ['python3', '-c', server], ports: [{ containerPort: 8766 }] }
    cluster.store.create(shellPod('one', '', container))
    await cluster.until('one', isOver)
    expect(await cluster.log('one')).toBe('127.0.0.1 True\n')
  },
)
