/** A refusal of a log request, as the API server answers it: 400, or 404 for a pod the node does not know. */
export function logFault(code: 400 | 404, message: string): Error {
  const reason = code === 400 ? 'BadRequest' : 'NotFound'
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }
  return Object.assign(new Error(message), { name: 'ApiFault', status })
}
