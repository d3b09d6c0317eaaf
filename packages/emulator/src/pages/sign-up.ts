/** `/sign-up`: a person that was not in the seed. */
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { isAllowedToSignUp } from '../state/is-allowed-to-sign-up.ts'
import { findUser } from '../state/people.ts'
import { signUp } from '../state/visits.ts'
import { html } from './html.ts'
import { keepFragment } from './keep-fragment.ts'
import { answerPage, showEmailField } from './answer-page.ts'
import { hiddenFields, linkTo, type PageContext, showDestination, waysOf } from './read-page.ts'
import { answerAfterSignIn, EXPECTED_FIELD } from './sign-in.ts'

const ADDRESS = /^[^@\s]+@[^@\s]+$/

export function answerSignUpPage(_call: Call, page: PageContext): Promise<Response> {
  return showSignUp(page, null)
}

async function showSignUp(page: PageContext, problem: string | null): Promise<Response> {
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
          <label for="first_name">First name</label>
          <input id="first_name" name="first_name" autocomplete="given-name" value="${value('first_name')}" />
          <label for="last_name">Last name</label>
          <input id="last_name" name="last_name" autocomplete="family-name" value="${value('last_name')}" />
          ${showEmailField(value(problem === null ? EXPECTED_FIELD : 'email'), problem)}
          <div class="actions"><button type="submit">Continue</button></div>
        </form>
      </section>
      <p class="below">Already here? <a href="${linkTo(page, '/sign-in')}">Sign in</a></p>`,
  })
}

export function answerSignUp(call: Call, page: PageContext): Promise<Response> {
  const { instance, fields } = page
  const email = (fields.get('email') ?? '').trim()
  if (!ADDRESS.test(email)) return showSignUp(page, 'That is no e-mail address.')
  if (findUser(instance, email) !== null) return showSignUp(page, 'Somebody has this address already. Sign in instead.')
  if (!isAllowedToSignUp(instance, email)) return showSignUp(page, 'This address may not sign up here.')
  const names = { firstName: (fields.get('first_name') ?? '').trim(), lastName: (fields.get('last_name') ?? '').trim() }
  const { user } = signUp(instance, page.client, { email, ...names })
  call.note(`signed up as ${user.id}`)
  return answerAfterSignIn({ ...page, user }, '/sign-up')
}
