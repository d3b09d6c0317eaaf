/** The key set, for servers (`/v1/jwks`) and for everybody (`/.well-known/jwks.json`). */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'

export function answerJwks(call: Call): Response {
  const jwks = call.instance.keyring.jwks()
  call.note(`${jwks.keys.length} key(s)`)
  return answerJson(jwks)
}
