/** `/sign-in/tasks` and `/sign-up/tasks`: what a pending session still has to do. */
import { DEV_BROWSER_PARAM, RETURN_URL_PARAM } from '@postern/core/wire'
import type { PersonPage } from '../callers.ts'
import { answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import type { Session, SessionTask } from '../state/model.ts'
import { isMember, organizationsOf } from '../state/people.ts'
import { finishTask } from '../state/visits.ts'
import { html, type Html } from './html.ts'
import { answerPage } from './answer-page.ts'
import { answerReturn, hiddenFields, type PageContext, toRoleName, waysOf } from './read-page.ts'
import { showText, toMark } from './show-text.ts'

const TEXTS: Readonly<Record<SessionTask, readonly [title: string, text: string]>> = {
  'choose-organization': ['Choose an organization', 'Your session counts once you have chosen one.'],
  'reset-password': ['Reset your password', 'There are no passwords here: pretend that you have set a new one.'],
  'setup-mfa': ['Set up a second factor', 'Pretend that you have set one up.'],
}

export async function answerTasksPage(call: Call, page: PersonPage): Promise<Response> {
  if (page.session.status !== 'pending') return answerReturn(page)
  const [title, text] = TEXTS[page.session.task ?? 'choose-organization']
  return answerPage({
    top: waysOf(page),
    title,
    setCookies: [await toClientCookie(call, page.client)],
    body: html`<section class="card">
        <h1>${title}</h1>
        <p class="soft small">${text}</p>
        <form method="post" action="${call.url.pathname}">
          ${hiddenFields(page)}
          ${page.session.task === 'choose-organization' ? showOrganizations(page, page.session) : showDone()}
        </form>
      </section>
      <p class="below">
        ${page.returnUrl === null ? null : html`<a href="${toPendingLink(page)}">Go back without doing it</a>`}
      </p>`,
  })
}

/** Back to the application while the session is still pending, to see what it does then. */
function toPendingLink({ instance, client, returnUrl }: PageContext): string {
  const target = new URL(returnUrl ?? instance.settings.appOrigin)
  if (!instance.settings.isProduction) target.searchParams.set(DEV_BROWSER_PARAM, client.devBrowser)
  return target.href
}

function showOrganizations(page: PageContext, session: Session): Html {
  const organizations = organizationsOf(page.instance, session.userId)
  return html`<ul class="people" aria-label="Organizations">
      ${organizations.map(
        ({ id, name, role }) =>
          html`<li>
            <button type="submit" name="organization_id" value="${id}">
              <span class="mark" aria-hidden="true">${toMark(name)}</span>
              <span class="who"><b>${showText(name, 80)}</b><span>${toRoleName(role)}</span></span>
            </button>
          </li>`,
      )}
    </ul>
    ${organizations.length === 0 ? showDone() : null}`
}

function showDone(): Html {
  return html`<div class="actions"><button type="submit" name="done" value="yes">Done</button></div>`
}

export async function answerTask(call: Call, page: PageContext): Promise<Response> {
  const { instance, session } = page
  // No column says this: without the session nobody knows the task, and the sign-in page needs the way back only.
  if (session === null)
    return answerRedirect(303, `/sign-in?${RETURN_URL_PARAM}=${encodeURIComponent(page.returnUrl?.href ?? '')}`)
  const wanted = page.fields.get('organization_id')
  const organizationId = wanted !== null && isMember(instance, session.userId, wanted) ? wanted : null
  if (session.status === 'pending') finishTask(instance, session, organizationId)
  call.note(`${session.userId} did the task ${session.task ?? 'none'}`)
  return answerReturn(page)
}
