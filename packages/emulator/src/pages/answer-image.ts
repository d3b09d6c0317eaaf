/** `GET /images/:id`: a picture that somebody uploaded. */
import { answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'

/** A picture never changes: another one has another id. */
const CACHE = 'public, max-age=31536000, immutable'

export function answerImage({ instance, params }: Call): Response {
  const image = instance.store.get('images', params['id'] ?? '')
  if (image === null) return answerNotFound('Image')
  const bytes = Uint8Array.from(atob(image.base64), (char) => char.codePointAt(0) ?? 0)
  return new Response(bytes, {
    headers: { 'content-type': image.type, 'cache-control': CACHE, 'x-content-type-options': 'nosniff' },
  })
}
