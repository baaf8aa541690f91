import type { ApiResponse } from '../../../cluster/transport.ts'
import { badRequest, conflict, invalid } from '../fault.ts'
import type { SubresourceCall } from '../http/call.ts'
import { optionsOf, targetOf } from '../http/objects.ts'
import { bodyObject } from '../http/request-body.ts'
import { jsonAnswer } from '../http/respond.ts'
import { asDraft, cloned, ensure, textAt } from '../json.ts'
import { updateObject } from '../rest/update.ts'

/** Binds a pod to a node. */
export async function answerBinding(call: SubresourceCall): Promise<ApiResponse> {
  const body = await bodyObject(call)
  const node = textAt(body, 'target', 'name')
  const kind = textAt(body, 'target', 'kind')
  const given = textAt(body, 'metadata', 'name')
  const { name } = call.path
  if (given !== '' && given !== name) throw badRequest('name in URL does not match name in Binding object')
  if (node === '' || (kind !== '' && kind !== 'Node'))
    throw invalid({ group: '', kind: 'Binding' }, name, [
      node === ''
        ? { reason: 'FieldValueRequired', message: 'Required value', field: 'target.name' }
        : {
            reason: 'FieldValueNotSupported',
            message: `Unsupported value: "${kind}": supported values: "Node"`,
            field: 'target.kind',
          },
    ])
  const next = (old: unknown) => {
    const draft = cloned(asDraft(old))
    const bound = textAt(draft, 'spec', 'nodeName')
    if (bound !== '')
      throw conflict(
        { group: '', resource: 'pods/binding' },
        name,
        `pod ${name} is already assigned to node "${bound}"`,
      )
    ensure(draft, 'spec')['nodeName'] = node
    return draft
  }
  updateObject(call.kernel, targetOf(call), { subresource: '', next }, optionsOf(call))
  return jsonAnswer(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 })
}
