/** `GET /images/:id`: a picture that somebody uploaded, or the initials of a person or an organization without one. */
import { answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { Instance } from '../instance.ts'
import { toInitials } from './read-page.ts'
import { toMark } from './show-text.ts'

/** An uploaded picture never changes: another one has another id. */
const CACHE = 'public, max-age=31536000, immutable'

export function answerImage({ instance, params }: Call): Response {
  const id = params['id'] ?? ''
  const image = instance.store.get('images', id)
  if (image !== null) return answerPicture(Uint8Array.from(atob(image.base64), toByte), image.type, CACHE)
  const letters = readLetters(instance, id)
  return letters === null ? answerNotFound('Image') : answerPicture(draw(letters), 'image/svg+xml', 'no-cache')
}

function answerPicture(body: BodyInit, type: string, cache: string): Response {
  const headers = { 'content-type': type, 'cache-control': cache, 'x-content-type-options': 'nosniff' }
  // The provider's components ask for pictures as scripts do, and a picture is for everybody.
  return new Response(body, { headers: { ...headers, 'access-control-allow-origin': '*' } })
}

function toByte(char: string): number {
  return char.codePointAt(0) ?? 0
}

/** Two letters for a person or an organization; null when nobody has this id. */
function readLetters({ store }: Instance, id: string): string | null {
  const user = store.get('users', id)
  const organization = store.get('organizations', id)
  return user !== null ? toInitials(user) : organization !== null ? toMark(organization.name) : null
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function draw(letters: string): string {
  const text = letters.replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? '')
  const place = `x="32" y="33" font-family="system-ui, sans-serif" font-size="26" fill="#fff"`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><rect width="64" height="64" fill="#3d5a80"/><text ${place} text-anchor="middle" dominant-baseline="central">${text}</text></svg>`
}
