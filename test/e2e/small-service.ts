import { pythonImage } from './cluster.ts'

/** A service as small as can be, which is ready as soon as its pod is. */
const server = `import os, socket
listening = socket.create_server(("", 8000))
while True:
    asking, _ = listening.accept()
    asking.recv(9999)
    asking.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n" + os.environ["VERSION"].encode())
    asking.close()
`

/** That service and a check at its side, which a bad version does not pass. */
export const smallService = (
  namespace: string,
  version: string,
  check = `raise SystemExit(${version === 'bad' ? 1 : 0})`,
) => ({
  'check.py': `# ${version}\n${check}\n`,
  'bodywork.yaml': `version: "2.0"
pipeline:
  name: iris
  namespace: ${namespace}
  image: ${pythonImage}
  env: {VERSION: ${version}}
  DAG: serve,check
stages:
  serve:
    command: [python, -Sc, ${JSON.stringify(server)}]
    source: image
    resources: {cpu: 20m, memory: 64Mi}
    service: {port: 8000, startup_timeout: 60s}
  check:
    run: check.py
    resources: {cpu: 20m, memory: 64Mi}
    batch: {timeout: 1m, retries: 0}
`,
})
