import { join } from 'node:path'

/** Where the things of one container lie. */
export interface ContainerFolder {
  /** Stands for `/`: mounts are links in it. */
  readonly root: string
  readonly home: string
  readonly temporary: string
  /** Where the termination message is written. */
  readonly message: string
  /** The way to the API server with the pod's token. */
  readonly kubeconfig: string
  /** Its log, by the number of the run. */
  log(run: number): string
}

/** Where the things of one pod lie. */
export interface PodFolder {
  readonly path: string
  volume(name: string): string
  container(name: string): ContainerFolder
}

/** The folder of a pod below the node's; everything of the pod is in it. */
export function podFolder(root: string, uid: string): PodFolder {
  const path = join(root, 'pods', uid)
  return {
    path,
    volume: (name) => join(path, 'volumes', name),
    container(name) {
      const own = join(path, 'containers', name)
      const inside = join(own, 'root')
      return {
        root: inside,
        home: join(inside, 'root'),
        temporary: join(inside, 'tmp'),
        message: join(own, 'termination-log'),
        kubeconfig: join(own, 'kubeconfig'),
        log: (run) => join(own, `${run}.log`),
      }
    },
  }
}
