import { never } from '../model/problem.ts'
import type { Scene } from './diagnosis/finding.ts'
import { indexed } from './indexed-world.ts'
import type { Graces, IndexedWorld, Judgement, Memory, Subject, World } from './judgement.ts'
import { judgeDeployment } from './verdict/deployment.ts'
import { judgeJob } from './verdict/job.ts'
import { judgeObject } from './verdict/object.ts'

/** Says from what the watches have told how a subject stands; the same input always gives the same verdict. */
export function judge(
  subject: Subject,
  world: World | IndexedWorld,
  now: number,
  memory: Memory,
  graces: Graces,
): Judgement {
  const scene: Scene = { world: indexed(world), now, memory, graces }
  switch (subject.kind) {
    case 'job':
      return judgeJob(subject, scene)
    case 'deployment':
      return judgeDeployment(subject, scene)
    case 'object':
      return judgeObject(subject, scene)
    default:
      return never(subject)
  }
}
