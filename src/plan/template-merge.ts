import type { Json, JsonObject } from '../model/pipeline.ts'

/** A pod template with the user's own fields laid over it; labels that selectors need win over the user's. */
export function mergedTemplate(
  template: object,
  over: JsonObject | undefined,
  labels: Readonly<Record<string, string>>,
): JsonObject {
  const base = asJson(template)
  if (over === undefined) return base
  return mergeObjects(mergeObjects(base, over), { metadata: { labels: { ...labels } } })
}

/** Maps are merged, null removes, lists of named things are merged by name, other lists are replaced. */
function mergeObjects(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = before === undefined ? value : mergeValues(before, value)
  }
  return merged
}

function mergeValues(base: Json, over: Json): Json {
  if (isNamedList(base) && isNamedList(over)) {
    const names = new Set([...base, ...over].map(({ name }) => name))
    return [...names].map((name) => {
      const before = base.find((item) => item['name'] === name)
      const after = over.find((item) => item['name'] === name)
      if (before === undefined || after === undefined) return after ?? before ?? null
      return mergeObjects(before, after)
    })
  }
  return isObject(base) && isObject(over) ? mergeObjects(base, over) : over
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNamedList(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item) && 'name' in item)
}

/** Our own templates are plain data; this only says so to the compiler. */
function asJson(template: object): JsonObject {
  return JSON.parse(JSON.stringify(template))
}
