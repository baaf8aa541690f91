/** The JSON of a stored credential, given as it is or as base64 of it; undefined when it is no JSON object. */
export function storedJson(given: string): string | undefined {
  // The first part of a JWT would pass for it.
  if (!given.trim().startsWith('{') && given.includes('.')) return undefined
  const text = given.trim().startsWith('{') ? given : Buffer.from(given.trim(), 'base64').toString('utf8')
  return text.trim().startsWith('{') ? text : undefined
}
