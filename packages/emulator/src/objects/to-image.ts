/** The picture of a person or an organization. Without one of their own, the emulator draws their initials. */
import type { Instance } from '../instance.ts'
import type { ApiObject } from './api-object.ts'

/** @param owner A person or an organization. */
export function toImage(
  { place }: Pick<Instance, 'place'>,
  { id, imageUrl }: { readonly id: string; readonly imageUrl: string | null },
): ApiObject {
  return { image_url: imageUrl ?? `${place.url()}/images/${id}`, has_image: imageUrl !== null }
}
