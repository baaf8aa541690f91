import { isPinned, pinnedImage } from '../model/image.ts'
import type { PlanContext } from './context.ts'

/** The image as it is pulled: by digest when the digest is known. */
export function imageFor({ facts }: PlanContext, image: string): string {
  const digest = facts.digests?.[image]
  return digest === undefined || isPinned(image) ? image : pinnedImage(image, digest)
}
