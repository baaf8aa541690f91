import { execFileSync, spawnSync } from 'node:child_process'
import type { Project } from './cluster.ts'
import { mustGo } from './left-behind.ts'

/**
 * Claims of a project, each a folder of the node: the test cluster has nobody who provides volumes. They belong to root,
 * as such folders do. Gives a function that takes the volumes away.
 */
export function withClaims(at: Project, ...names: readonly string[]): () => void {
  execFileSync('kubectl', ['create', 'namespace', at.namespace], { stdio: 'pipe' })
  const volumes = names.map((name) => `${at.namespace}-${name}`)
  mustGo(...volumes.map((volume) => `persistentvolume/${volume}`))
  for (const [index, name] of names.entries()) {
    const volume = volumes[index] ?? ''
    const spec = { accessModes: ['ReadWriteMany'], storageClassName: '' }
    const objects = [
      {
        kind: 'PersistentVolume',
        metadata: { name: volume },
        spec: {
          ...spec,
          capacity: { storage: '1Gi' },
          hostPath: { path: `/tmp/${volume}`, type: 'DirectoryOrCreate' },
          claimRef: { namespace: at.namespace, name },
        },
      },
      {
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace: at.namespace },
        spec: { ...spec, volumeName: volume, resources: { requests: { storage: '1Gi' } } },
      },
    ]
    for (const object of objects) {
      const input = JSON.stringify({ apiVersion: 'v1', ...object })
      execFileSync('kubectl', ['apply', '-f', '-'], { input, stdio: 'pipe' })
    }
  }
  return () => void spawnSync('kubectl', ['delete', 'pv', ...volumes, '--wait=false', '--ignore-not-found'])
}
