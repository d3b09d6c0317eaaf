/** The envelope in which the script gets its answers. */
import { DEV_BROWSER_HEADER } from '@postern/core/wire'
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { readAppOrigin } from '../http/origins.ts'
import { signSessionToken } from '../mint/sign-session-token.ts'
import type { Client, Session } from '../state/model.ts'
import { currentSession } from '../state/visits.ts'
import { toScriptClient } from './script-objects.ts'

/** A token for the application whose page runs the script. */
export function signFor({ instance, request }: Call, session: Session): Promise<string> {
  return signSessionToken(instance, session, { authorizedParty: readAppOrigin(instance, request) })
}

/** Puts an answer into the envelope that the script expects. @param response null: the client itself is the answer. */
export async function answerEnvelope(call: Call, client: Client, response: unknown): Promise<Response> {
  const { instance } = call
  const known = instance.store.get('clients', client.id)
  if (known === null) return answerNotFound('Client')
  const session = currentSession(instance, known)
  const shown = toScriptClient(instance, known, session === null ? null : await signFor(call, session))
  const devBrowser = instance.settings.isProduction ? {} : { [DEV_BROWSER_HEADER]: known.devBrowser }
  const body = response === null ? { response: shown, client: null } : { response, client: shown }
  return answerJson(body, 200, { ...devBrowser, 'set-cookie': await toClientCookie(call, known) })
}

/** An answer that changes nothing of the client. */
export function answerResponse(response: unknown): Response {
  return answerJson({ response, client: null })
}
