/** `/user`: who is signed in in this browser, and what they can do about it. */
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import type { User } from '../state/model.ts'
import { findOrganization } from '../state/visits.ts'
import { html, type Html } from './html.ts'
import { answerPage } from './layout.ts'
import { linkTo, type PageContext, readPage, toInitials, toName } from './page-context.ts'

export async function answerUserPage(call: Call): Promise<Response> {
  const page = await readPage(call)
  return answerPage({
    title: page.user === null ? 'Nobody' : toName(page.user),
    setCookies: [await toClientCookie(call, page.client)],
    body: html`<section class="card">${page.user === null ? showNobody(page) : showUser(page, page.user)}</section>`,
  })
}

function showNobody(page: PageContext): Html {
  return html`<h1>Nobody is signed in</h1>
    <p class="soft">This browser has no session here.</p>
    <div class="actions">
      <a class="button" href="${linkTo(page, '/sign-in')}">Sign in</a>
      <a class="button quiet" href="${linkTo(page, '/sign-up')}">Sign up</a>
    </div>`
}

function showUser(page: PageContext, user: User): Html {
  const { session, instance } = page
  const organization = session?.organizationId == null ? null : findOrganization(instance, session.organizationId)
  return html`<div class="row">
      <span class="mark" aria-hidden="true">${toInitials(user)}</span>
      <div class="who">
        <h1>${toName(user)}</h1>
        <span>${user.email}</span>
      </div>
    </div>
    <p class="small soft">
      ${organization === null ? 'Personal account' : organization.name}${session?.status === 'pending' ? ' · pending' : ''}
    </p>
    <div class="actions">
      <a class="button quiet" href="${linkTo(page, '/org-switch')}">Switch organization</a>
      <a class="button quiet" href="${linkTo(page, '/sign-out')}">Sign out</a>
    </div>`
}
