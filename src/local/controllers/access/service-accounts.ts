import type { KubeObject } from '../../../plan/objects.ts'
import { textAt } from '../../api/json.ts'
import { type Controller, controlLoop } from '../control.ts'
import { isDeleting } from '../pod-state.ts'

const BUNDLE = 'kube-root-ca.crt'
const BUNDLE_KEY = 'ca.crt'

/** What every namespace gets. */
export interface NamespaceGifts {
  /** The certificate by which pods know the API server, in PEM. */
  readonly caCertificate: string
}

/** Gives each namespace its default ServiceAccount and the ConfigMap with the cluster's certificate. */
export function serviceAccountController({ caCertificate }: NamespaceGifts): Controller {
  return (control) => {
    const queue = controlLoop(control, {
      name: 'serviceaccount-controller',
      cache: control.caches.of('v1', 'Namespace'),
      reconcile(namespace) {
        if (isDeleting(namespace)) return
        for (const gift of giftsFor(namespace.metadata.name, caCertificate)) {
          const { name, namespace: inside = '' } = gift.metadata
          const key = { apiVersion: 'v1', kind: gift.kind, namespace: inside, name }
          const known = control.store.get(key)
          if (known === undefined) control.store.create(gift)
          else if (textAt(known, 'data', BUNDLE_KEY) !== textAt(gift, 'data', BUNDLE_KEY))
            control.store.update({ ...known, ...(gift['data'] !== undefined && { data: gift['data'] }) })
        }
      },
    })
    for (const kind of ['ServiceAccount', 'ConfigMap'])
      control.caches.of('v1', kind).onChange(({ type, object }) => {
        if (type === 'DELETED' || object.metadata.name === BUNDLE) queue.add(`/${object.metadata.namespace}`)
      })
  }
}

function giftsFor(namespace: string, caCertificate: string): readonly KubeObject[] {
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: BUNDLE, namespace },
      data: { [BUNDLE_KEY]: caCertificate },
    },
  ]
}
