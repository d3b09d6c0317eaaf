/** `/org-switch`: which organization is the active one. With `organization_id` (id, slug, or empty) it switches; without, it asks. */
import { ORGANIZATION_PARAM, RETURN_URL_PARAM } from '@postern/core/wire'
import type { PersonPage } from '../callers.ts'
import { answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { organizationsOf } from '../state/people.ts'
import { activateOrganization } from '../state/visits.ts'
import { html, type Html } from './html.ts'
import { answerPage } from './answer-page.ts'
import { answerReturn, hiddenFields, linkTo, toRoleName, waysOf } from './read-page.ts'
import { showText, toMark } from './show-text.ts'

export function answerOrgSwitch(call: Call, page: PersonPage): Promise<Response> {
  const wanted = page.fields.get(ORGANIZATION_PARAM) ?? call.url.searchParams.get(ORGANIZATION_PARAM)
  return wanted === null ? showChoices(page) : switchTo(page, wanted)
}

/** Makes an organization the active one, and goes back to where the browser came from. @param wanted Id or slug; empty: the personal account. */
export async function switchTo(page: PersonPage, wanted: string): Promise<Response> {
  const { call, instance, session } = page
  const changed = activateOrganization(instance, session, wanted)
  call.note(`${session.userId} is now in ${changed.organizationId ?? 'the personal account'}`)
  if (!instance.settings.isProduction || page.returnUrl === null) return answerReturn(page)
  // Production: nothing in the URL tells the application, and its token is still good. A handshake brings it a new one.
  const handshake = new URL('/v1/client/handshake', call.url)
  handshake.searchParams.set(RETURN_URL_PARAM, page.returnUrl.href)
  return answerRedirect(303, handshake)
}

async function showChoices(page: PersonPage): Promise<Response> {
  const { session } = page
  const organizations = organizationsOf(page.instance, session.userId)
  return answerPage({
    top: waysOf(page),
    title: 'Switch organization',
    setCookies: [await toClientCookie(page.call, page.client)],
    body: html`<section class="card">
      <h1>Switch organization</h1>
      <p class="soft small">
        ${page.returnUrl === null ? 'Choose the active one.' : html`to continue to <b>${page.returnUrl.host}</b>`}
      </p>
      <form method="post" action="/org-switch">
        ${hiddenFields(page)}
        <ul class="people" aria-label="Organizations">
          ${organizations.map(({ id, name, role }) => showChoice(id, name, toRoleName(role), session.organizationId === id))}
          ${showChoice('', 'Personal account', 'no organization', session.organizationId === null)}
        </ul>
      </form>
      <div class="actions">
        <a class="button quiet" href="${linkTo(page, '/create-organization')}">Create an organization</a>
      </div>
    </section>`,
  })
}

function showChoice(id: string, name: string, about: string, isActive: boolean): Html {
  return html`<li>
    <button type="submit" name="${ORGANIZATION_PARAM}" value="${id}">
      <span class="mark" aria-hidden="true">${toMark(name)}</span>
      <span class="who"><b>${showText(name, 80)}</b><span>${about}${isActive ? ' · active now' : ''}</span></span>
    </button>
  </li>`
}
