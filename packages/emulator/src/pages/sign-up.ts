/** `/sign-up`: a person that was not in the seed. */
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import type { Instance } from '../instance.ts'
import { readInstanceSettings } from '../state/instance-settings.ts'
import { isAllowedToSignUp } from '../state/is-allowed-to-sign-up.ts'
import { findUser } from '../state/people.ts'
import { enrollPerson } from '../state/organizations/enrollment.ts'
import { noteSignIn } from '../state/sign-ins.ts'
import { acceptInvitation, type AnyInvitation, findInvitation } from '../state/tickets.ts'
import { signUp } from '../state/visits.ts'
import { Refusal } from '../refusal.ts'
import { html } from './html.ts'
import { keepFragment } from './keep-fragment.ts'
import { answerPage, showEmailField } from './answer-page.ts'
import { hiddenFields, linkTo, type PageContext, showDestination, waysOf } from './read-page.ts'
import { answerAfterSignIn, EXPECTED_FIELD } from './sign-in.ts'

const ADDRESS = /^[^@\s]+@[^@\s]+$/

export function answerSignUpPage(_call: Call, page: PageContext): Promise<Response> {
  return showSignUp(page, null)
}

/** The field that carries a ticket of an invitation through the form, and its name in the link that was mailed. */
const TICKET_FIELD = '__clerk_ticket'

/** The invitation that this person follows; null for a ticket that is none, or no more. */
function invitationOf({ instance, fields }: PageContext): AnyInvitation | null {
  const ticket = fields.get(TICKET_FIELD)
  try {
    return ticket === null ? null : findInvitation(instance, ticket)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

async function showSignUp(page: PageContext, problem: string | null): Promise<Response> {
  const invitation = invitationOf(page)
  const expected = problem === null ? (invitation?.email ?? page.fields.get(EXPECTED_FIELD)) : page.fields.get('email')
  const value = (name: string): string => page.fields.get(name) ?? ''
  return answerPage({
    top: waysOf(page),
    title: 'Sign up',
    status: problem === null ? 200 : 422,
    setCookies: [await toClientCookie(page.call, page.client)],
    script: keepFragment,
    body: html`<section class="card">
        <h1>Sign up</h1>
        <p class="soft small">
          ${page.returnUrl === null ? 'Anybody may.' : html`to continue to ${showDestination(page, page.returnUrl)}`}
        </p>
        <form method="post" action="/sign-up">
          ${hiddenFields(page)}
          ${invitation === null ? null : html`<input type="hidden" name="${TICKET_FIELD}" value="${invitation.ticket}" />`}
          <label for="first_name">First name</label>
          <input id="first_name" name="first_name" autocomplete="given-name" value="${value('first_name')}" />
          <label for="last_name">Last name</label>
          <input id="last_name" name="last_name" autocomplete="family-name" value="${value('last_name')}" />
          ${showEmailField(expected ?? '', problem)}
          <div class="actions"><button type="submit">Continue</button></div>
        </form>
      </section>
      <p class="below">Already here? <a href="${linkTo(page, '/sign-in')}">Sign in</a></p>`,
  })
}

/** Without an invitation. */
function maySignUp(instance: Instance, email: string): boolean {
  return readInstanceSettings(instance).signUpMode === 'public' && isAllowedToSignUp(instance, email)
}

export function answerSignUp(call: Call, page: PageContext): Promise<Response> {
  const { instance, fields } = page
  const email = (fields.get('email') ?? '').trim()
  if (!ADDRESS.test(email)) return showSignUp(page, 'That is no e-mail address.')
  if (findUser(instance, email) !== null) return showSignUp(page, 'Somebody has this address already. Sign in instead.')
  const invitation = invitationOf(page)
  const isInvited = invitation?.email.toLowerCase() === email.toLowerCase()
  if (!isInvited && !maySignUp(instance, email)) return showSignUp(page, 'This address may not sign up here.')
  const names = { firstName: (fields.get('first_name') ?? '').trim(), lastName: (fields.get('last_name') ?? '').trim() }
  const user = instance.store.write(() => {
    const made = signUp(instance, page.client, { email, ...names }).user
    if (invitation !== null && isInvited) acceptInvitation(instance, invitation, made)
    enrollPerson(instance, made)
    noteSignIn(instance, page.client.id, made.id, null)
    return made
  })
  call.note(`signed up as ${user.id}`)
  return answerAfterSignIn({ ...page, user }, '/sign-up')
}
