/** Settings room. Text of a public key → JWK. Pure. */
import { fail } from '../result.ts'
import type { Result } from '../result.ts'
import type { RsaPublicJwk } from './settings.ts'

export function parseJwtKey(text: string): Result<RsaPublicJwk, string> {
  return fail(text === '' ? 'It is empty.' : 'Not yet.')
}
