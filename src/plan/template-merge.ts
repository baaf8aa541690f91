import type { Json, JsonObject } from '../model/pipeline.ts'

/** A pod template with the user's own fields laid over it; labels that selectors need win over the user's. */
export function mergedTemplate(
  template: object,
  over: JsonObject | undefined,
  labels: Readonly<Record<string, string>>,
): object {
  if (over === undefined) return template
  return mergeObjects(mergeObjects(asJson(template), over), { metadata: { labels: { ...labels } } })
}

/** What tells items of a list apart, as in a strategic merge of Kubernetes; lists of other things by name. */
const mergeKeys: Readonly<Record<string, string>> = {
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  ports: 'containerPort',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
}

/** Maps are merged, null removes, lists are merged by what tells their items apart, and other lists are replaced. */
function mergeObjects(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = before === undefined ? value : mergeValues(before, value, mergeKeys[key] ?? 'name')
  }
  return merged
}

function mergeValues(base: Json, over: Json, by: string): Json {
  if (isKeyedList(base, by) && isKeyedList(over, by)) {
    const keys = new Set([...base, ...over].map((item) => item[by]))
    return [...keys].map((key) => {
      const before = base.find((item) => item[by] === key)
      const after = over.find((item) => item[by] === key)
      if (before === undefined || after === undefined) return after ?? before ?? null
      return mergeObjects(before, after)
    })
  }
  return isObject(base) && isObject(over) ? mergeObjects(base, over) : over
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isKeyedList(value: Json, by: string): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item) && by in item)
}

/** Our own templates are plain data; this only says so to the compiler. */
function asJson(template: object): JsonObject {
  return JSON.parse(JSON.stringify(template))
}
