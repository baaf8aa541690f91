/** The JSON of a stored credential, given as it is or as base64 of it; undefined when it is no JSON object. */
export function storedJson(given: string): string | undefined {
  const text = given.trim().startsWith('{') ? given : Buffer.from(given.trim(), 'base64').toString('utf8')
  return text.trim().startsWith('{') ? text : undefined
}
