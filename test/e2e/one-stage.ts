import { pythonImage } from './cluster.ts'

/** A pipeline of one stage that bears its name, so that two who deploy do not meet. */
export function oneStage(name: string, namespace: string): string {
  return `version: "2.0"
pipeline: {name: ${name}, namespace: ${namespace}, image: "${pythonImage}"}
stages:
  ${name}:
    run: train.py
    resources: {cpu: 10m, memory: 32Mi}
    batch: {timeout: 2m, retries: 0}
`
}
