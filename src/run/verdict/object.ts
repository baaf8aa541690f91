import type { KubeObject } from '../../plan/objects.ts'
import { failureOf, type Scene } from '../diagnosis/finding.ts'
import { namespaceFailure } from '../diagnosis/namespace.ts'
import type { Judgement, Subject } from '../judgement.ts'
import { textField } from '../world.ts'
import { judgeClaim } from './claim.ts'
import { judgeCustom } from './custom.ts'
import { judgeDeployment } from './deployment.ts'
import { judgeJob } from './job.ts'
import { judgeAutoscaler, judgeIngress, judgeService } from './network.ts'
import { failedWith, seen, seenKey, waitingFor } from './outcome.ts'
import { judgePod } from './pod.ts'
import { judgeSet } from './set.ts'

type ObjectSubject = Extract<Subject, { readonly kind: 'object' }>

/** How long a Deployment that is not a stage of ours may take to get ready. */
const startupTimeoutSeconds = 600

type JudgeOf = (object: KubeObject, subject: ObjectSubject, scene: Scene) => Judgement

const judges: Readonly<Record<string, JudgeOf>> = {
  Job: (_, subject, scene) => judgeJob(subject, scene),
  Deployment: (_, subject, scene) =>
    judgeDeployment({ ...subject, kind: 'deployment', startupTimeoutSeconds, isNew: true }, scene),
  Pod: (object, _, scene) => judgePod(object, scene),
  StatefulSet: (object, subject, scene) => judgeSet(object, subject.generation, scene),
  DaemonSet: (object, subject, scene) => judgeSet(object, subject.generation, scene),
  PersistentVolumeClaim: (object, _, scene) => judgeClaim(object, scene),
  Service: (object, _, scene) => judgeService(object, scene),
  Ingress: (object, _, scene) => judgeIngress(object, scene),
  HorizontalPodAutoscaler: (object, _, scene) => judgeAutoscaler(object, scene),
}

/** Judges an object that the user brought along: known kinds by their rules, all others by their conditions. */
export function judgeObject(subject: ObjectSubject, scene: Scene): Judgement {
  const object = scene.world.byUid(subject.ref.kind, subject.uid)
  if (object === undefined) return absent(subject, scene)
  const gone = subject.ref.kind === 'Namespace' ? undefined : namespaceFailure(subject.ref.namespace, scene)
  if (gone !== undefined && subject.ref.kind !== 'Job') return failedWith(gone, seen(scene))
  const isOurs = !textField(object, 'apiVersion')?.includes('.') || object.apiVersion.split('/')[0]?.match(builtIn)
  const judge = isOurs ? judges[object.kind] : undefined
  return judge === undefined ? judgeCustom(object, subject.generation, scene) : judge(object, subject, scene)
}

const builtIn = /^(apps|batch|autoscaling|policy|networking\.k8s\.io)$/

function absent(subject: ObjectSubject, scene: Scene): Judgement {
  if (subject.ref.kind === 'Job') return judgeJob(subject, scene)
  if (scene.memory[seenKey] === undefined) {
    return waitingFor(
      { reason: 'creating', message: `${subject.ref.kind} "${subject.ref.name}" is being created` },
      { memory: {} },
    )
  }
  const message = `${subject.ref.kind} "${subject.ref.name}" was deleted`
  return failedWith(failureOf('deleted', message, { object: subject.ref, isInfrastructure: false }), seen(scene))
}
