/** Pictures of people and organizations: uploaded, replaced, taken away. */
import type { UploadedFile } from '../http/read-file.ts'
import type { Instance } from '../instance.ts'
import type { Image } from './model.ts'

/** Keeps a picture in place of the one that the owner had. Part of a `write`, or one of its own. */
export function keepImage({ store, random, clock }: Instance, ownerId: string, file: UploadedFile): Image {
  const image: Image = {
    id: random.id('img_'),
    ownerId,
    type: file.type,
    base64: btoa(Array.from(file.bytes, (byte) => String.fromCodePoint(byte)).join('')),
    createdAtMs: clock.nowMs(),
  }
  store.write((tx) => {
    dropImages({ store }, ownerId)
    tx.put('images', image)
  })
  return image
}

/** Forgets the pictures of an owner. Part of a `write`, or one of its own. */
export function dropImages({ store }: Pick<Instance, 'store'>, ownerId: string): void {
  store.write((tx) => {
    for (const image of store.list('images')) if (image.ownerId === ownerId) tx.remove('images', image.id)
  })
}

/** Where a picture is served. */
export function toImageUrl({ place }: Pick<Instance, 'place'>, { id }: Image): string {
  return `${place.url()}/images/${id}`
}
