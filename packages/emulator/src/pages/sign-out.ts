/** `/sign-out`: a page that asks, and the form that signs out. */
import type { Call } from '../http/call.ts'
import { endSession } from '../state/visits.ts'
import { html } from './html.ts'
import { answerPage } from './answer-page.ts'
import { answerReturn, hiddenFields, type PageContext, toName, waysOf } from './read-page.ts'

export function answerSignOutPage(_call: Call, page: PageContext): Response {
  return answerPage({
    top: waysOf(page),
    title: 'Sign out',
    body: html`<section class="card">
      <h1>Sign out</h1>
      <p class="soft">
        ${page.user === null ? 'Nobody is signed in here.' : `You are signed in as ${toName(page.user)}.`}
      </p>
      <form method="post" action="/sign-out">
        ${hiddenFields(page)}
        <div class="actions"><button type="submit">${page.user === null ? 'Go back' : 'Sign out'}</button></div>
      </form>
    </section>`,
  })
}

export function answerSignOut(call: Call, page: PageContext): Promise<Response> {
  if (page.session !== null) endSession(page.instance, page.session, 'ended')
  call.note(page.session === null ? 'nobody was signed in' : `signed out ${page.session.userId}`)
  return answerReturn(page, '/sign-in')
}
