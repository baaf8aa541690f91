/**
 * The same ASCII text in one piece. A text that was put together holds on to all its parts, and those of every object
 * that is stored add up to more than the objects.
 */
export function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}
