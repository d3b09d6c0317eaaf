/** `/v1/client`: this browser, who is signed in in it, and what is under way. */
import { RETURN_URL_PARAM } from '@postern/core/wire'
import { answerError, answerJson, answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { readClient, readOrCreateClient, toClientCookie } from '../http/identity.ts'
import { describeAllowed, parseReturnUrl } from '../http/origins.ts'
import { endAllSessions } from '../state/client-sessions.ts'
import { answerEnvelope } from './envelope.ts'
import { findPages } from './find-pages.ts'

/** `GET`, `PUT` and `POST /v1/client`; `DELETE` signs out. */
export async function answerClient(call: Call): Promise<Response> {
  if (call.method === 'DELETE') return answerSignOutAll(call)
  if (call.method !== 'GET') return answerEnvelope(call, await readOrCreateClient(call), null)
  const known = mustKnow(call) ? await readOrCreateClient(call) : await readClient(call)
  return known === null ? answerJson({ response: null, client: null }) : answerEnvelope(call, known, null)
}

/** Whether a browser becomes known by asking: its page may lead to ours, and then the script has to say which browser it is. */
function mustKnow(call: Call): boolean {
  return !call.instance.settings.isProduction && findPages(call) !== null
}

/** `DELETE /v1/client/sessions`: everybody in this browser is signed out. */
export async function answerSignOutAll(call: Call): Promise<Response> {
  const client = await readOrCreateClient(call)
  endAllSessions(call.instance, client)
  call.note('signed out everybody in this browser')
  return answerEnvelope(call, client, null)
}

/** `GET /v1/client/touch`: a page load that keeps the cookie of this browser alive. */
export async function answerClientTouch(call: Call): Promise<Response> {
  const { instance, url } = call
  const returnUrl = parseReturnUrl(instance, url.searchParams.get(RETURN_URL_PARAM))
  if (returnUrl === null) {
    const message = `redirect_url must be an http(s) URL of an allowed origin: ${describeAllowed(instance)}.`
    return answerError(400, 'form_param_value_invalid', message)
  }
  return answerRedirect(307, returnUrl, [await toClientCookie(call, await readOrCreateClient(call))])
}

/** `POST /v1/client/verify`: the script proves that no robot uses it. Here robots are welcome. */
export async function answerCaptcha(call: Call): Promise<Response> {
  return answerEnvelope(call, await readOrCreateClient(call), null)
}
