import { Document, isScalar, visit } from 'yaml'
import type { KubeObject } from '../plan/objects.ts'

/** Text that some YAML reader takes for a number, a date, a boolean or null. */
const ambiguous = /^[-+.\d~=]|^(?:y|n|yes|no|on|off|true|false|null)$/i

/** Objects as one stream of YAML documents that every reader understands alike. */
export function objectsAsYaml(objects: readonly KubeObject[]): string {
  return objects.map((object) => `---\n${valueAsYaml(object)}`).join('')
}

/** One value as YAML. */
export function valueAsYaml(value: object): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === 'string' && ambiguous.test(node.value) && !node.value.includes('\n'))
        node.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0, directives: false })
}
