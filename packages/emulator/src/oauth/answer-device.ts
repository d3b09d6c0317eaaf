/** `/oauth/device_authorization`, and the page `/device` on which a person allows a device. @see RFC 8628 §3.1 to §3.3 */
import type { PersonPage } from '../callers.ts'
import { toSec } from '../create-clock.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { answerMessage, answerPage } from '../pages/answer-page.ts'
import { html, type Html } from '../pages/html.ts'
import { hiddenFields, type PageContext, toName } from '../pages/read-page.ts'
import { showText, toShortText } from '../pages/show-text.ts'
import type { OAuthApplication, OAuthDevice, User } from '../state/model.ts'
import { answerOAuth, answerProblem } from './answer-oauth.ts'
import { findWaiting, showUserCode, startDevice } from './devices.ts'
import { toGrant } from './grants.ts'
import { findResourceProblem, findScopeProblem, readParam, readResources, splitScopes } from './parameters.ts'
import { showScopes } from './show-scopes.ts'
import { answerSignInFirst } from './sign-in-first.ts'

export function answerDeviceStart(call: Call, application: OAuthApplication, form: URLSearchParams): Response {
  const { instance } = call
  const scopes = splitScopes(readParam(form, 'scope') ?? application.scopes.join(' '))
  const resources = readResources(form)
  const problem = findScopeProblem(application, scopes) ?? findResourceProblem(resources)
  if (problem !== null) {
    call.note(`refused: ${problem.text}`)
    return answerProblem(problem)
  }
  const device = startDevice(instance, { clientId: application.id, scopes, resources })
  const page = `${instance.place.url()}/device`
  const userCode = showUserCode(device.userCode)
  call.note(`a device of ${application.id} waits for a person`)
  return answerOAuth({
    device_code: device.id,
    user_code: userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${userCode}`,
    expires_in: toSec(device.expiresAtMs - instance.clock.nowMs()),
    interval: device.intervalSec,
  })
}

/** `GET /device`: asks for the code, then for consent. */
export async function answerDevicePage(_call: Call, page: PageContext): Promise<Response> {
  const { session, user } = page
  const text = readParam(page.fields, 'user_code')
  const back = `/device${text === null ? '' : `?${new URLSearchParams({ user_code: text }).toString()}`}`
  if (session === null || user === null) return answerSignInFirst(page, back, { path: '/sign-in' })
  if (session.status === 'pending') return answerSignInFirst(page, back, { path: '/sign-in/tasks' })
  const device = text === null ? null : findWaiting(page.instance, text)
  const application = device === null ? null : page.instance.store.get('oauthApplications', device.clientId)
  if (device === null || application === null) return showCodeForm(page, text)
  return showDevice(page, device, application, user)
}

/** @param text What was typed and is wrong; null at the beginning. */
async function showCodeForm(page: PageContext, text: string | null): Promise<Response> {
  const invalid = html`aria-invalid="true" aria-describedby="problem" autofocus`
  return answerPage({
    title: 'Connect a device',
    status: text === null ? 200 : 422,
    setCookies: [await toClientCookie(page.call, page.client)],
    body: html`<section class="card">
      <h1>Connect a device</h1>
      <p class="soft small">Type the code that the device shows.</p>
      <form method="get" action="/device">
        <label for="user_code">Code</label>
        <input
          id="user_code"
          name="user_code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          placeholder="BCDF-GHJK"
          required
          value="${text}"
          ${text !== null && invalid}
        />
        ${
          text !== null &&
          html`<p class="error" id="problem" role="alert">
            No device waits under this code. Look again, or start anew on the device.
          </p>`
        }
        <div class="actions"><button type="submit">Continue</button></div>
      </form>
    </section>`,
  })
}

async function showDevice(
  page: PageContext,
  device: OAuthDevice,
  application: OAuthApplication,
  user: User,
): Promise<Response> {
  return answerPage({
    title: `Allow ${toShortText(application.name)}`,
    setCookies: [await toClientCookie(page.call, page.client)],
    body: html`<section class="card">
      <h1>${showText(application.name)} wants to act for you on a device</h1>
      <p class="soft small">You are ${showText(toName(user))}. Go on only if the device shows this code:</p>
      <p><b>${showUserCode(device.userCode)}</b></p>
      ${showScopes(device.scopes, device.resources)} ${showDecision(page, device)}
    </section>`,
  })
}

function showDecision(page: PageContext, device: OAuthDevice): Html {
  return html`<form method="post" action="/device">
    ${hiddenFields(page)}
    <input type="hidden" name="user_code" value="${device.userCode}" />
    <div class="actions">
      <button type="submit" name="consent" value="allow">Allow</button>
      <button class="quiet" type="submit" name="consent" value="deny">Deny</button>
    </div>
  </form>`
}

/** `POST /device`: the person's answer. */
export async function answerDevice(call: Call, page: PersonPage): Promise<Response> {
  const { instance, user, session, fields } = page
  if (session.status === 'pending') return answerDevicePage(call, page)
  const isAllowed = fields.get('consent') === 'allow'
  const decided = instance.store.write((tx) => {
    const device = findWaiting(instance, fields.get('user_code') ?? '')
    if (device === null) return null
    const { clientId, scopes, resources } = device
    const grant = toGrant(instance, {
      clientId,
      userId: user.id,
      scopes,
      resources,
      authTimeMs: session.firstFactorAtMs,
    })
    if (isAllowed) tx.put('oauthGrants', grant)
    tx.put('oauthDevices', {
      ...device,
      status: isAllowed ? 'allowed' : 'denied',
      grantId: isAllowed ? grant.id : null,
    })
    return device
  })
  if (decided === null) return showCodeForm(page, fields.get('user_code') ?? '')
  call.note(`${user.id} ${isAllowed ? 'allowed' : 'refused'} a device of ${decided.clientId}`)
  return isAllowed
    ? answerMessage(200, 'Connected', 'The device may act for you now. You can close this page.')
    : answerMessage(200, 'Refused', 'The device may not act for you. You can close this page.')
}
