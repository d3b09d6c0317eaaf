/** `/sign-in`: who are you? Nobody needs a password here. @see emulator.md 3.4, 3.5 */
import { DEV_BROWSER_PARAM, SATELLITE_RETURN_PARAM, SYNCED_PARAM } from '@postern/core/wire'
import { answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { describeAllowed, parseReturnUrl } from '../http/origins.ts'
import type { User } from '../state/model.ts'
import { findUser, organizationsOf } from '../state/people.ts'
import { noteSignIn } from '../state/sign-ins.ts'
import { startSession } from '../state/visits.ts'
import { html, type Html } from './html.ts'
import { keepFragment } from './keep-fragment.ts'
import { answerMessage, answerPage, showEmailField } from './answer-page.ts'
import {
  answerReturn,
  hiddenFields,
  linkTo,
  type PageContext,
  showDestination,
  toInitials,
  toName,
  toRoleName,
  waysOf,
} from './read-page.ts'
import { showText, toShortText } from './show-text.ts'

/** How many people are listed. Everybody else signs in by address. */
const MAX_LISTED = 8
/** Whoever is signed in must choose again: going on as they are is not offered. */
export const CHOOSE_FIELD = 'choose'
/** The address of whom the application expects, as the provider's script calls it. */
export const EXPECTED_FIELD = 'email_address'

export async function answerSignInPage(_call: Call, page: PageContext): Promise<Response> {
  return (await answerSatellite(page)) ?? showSignIn(page, null)
}

/** Development satellites ask here who is signed in; the browser's token is the answer. */
async function answerSatellite({ call, client }: PageContext): Promise<Response | null> {
  const wanted = call.url.searchParams.get(SATELLITE_RETURN_PARAM)
  if (wanted === null || call.instance.settings.isProduction) return null
  const target = parseReturnUrl(call.instance, wanted)
  if (target === null)
    return answerMessage(
      400,
      'Unknown satellite',
      `The address to return to is not allowed. Allowed are ${describeAllowed(call.instance)}. The option allowedOrigins adds more.`,
    )
  target.searchParams.set(DEV_BROWSER_PARAM, client.devBrowser)
  target.searchParams.set(SYNCED_PARAM, 'true')
  call.note('satellite: told who this browser is')
  return answerRedirect(307, target, [await toClientCookie(call, client)])
}

async function showSignIn(page: PageContext, problem: string | null): Promise<Response> {
  const { instance, call, user } = page
  const people = instance.store.list('users').slice(0, MAX_LISTED)
  return answerPage({
    top: waysOf(page),
    title: 'Sign in',
    status: problem === null ? 200 : 422,
    setCookies: [await toClientCookie(call, page.client)],
    script: keepFragment,
    body: html`<section class="card">
        <h1>Sign in</h1>
        <p class="soft small">
          ${page.returnUrl === null ? 'Choose who you are.' : html`to continue to ${showDestination(page, page.returnUrl)}`}
        </p>
        ${user === null || page.fields.has(CHOOSE_FIELD) ? null : showContinue(page, user)}
        <form method="post" action="/sign-in">
          ${hiddenFields(page)}
          <ul class="people" aria-label="People">
            ${people.map((person) => showPerson(page, person))}
          </ul>
        </form>
        <p class="or">or</p>
        <form method="post" action="/sign-in">
          ${hiddenFields(page)} ${showEmailField(toTyped(page, problem), problem)}
          <div class="actions"><button type="submit">Continue</button></div>
        </form>
      </section>
      <p class="below">New here? <a href="${linkTo(page, '/sign-up')}">Sign up</a></p>`,
  })
}

/** What stands in the field: what was typed and is wrong, or who is expected. */
function toTyped({ fields }: PageContext, problem: string | null): string {
  return fields.get(problem === null ? EXPECTED_FIELD : 'email') ?? ''
}

function showContinue(page: PageContext, user: User): Html {
  return html`<form method="post" action="/sign-in">
    ${hiddenFields(page)}
    <div class="actions"><button type="submit" name="continue" value="yes">Continue as ${toName(user)}</button></div>
    <p class="or">or switch to</p>
  </form>`
}

function showPerson({ instance }: PageContext, person: User): Html {
  const places = organizationsOf(instance, person.id).map(
    ({ name, role }) => `${toShortText(name, 40)} ${toRoleName(role)}`,
  )
  const about = [person.email, ...places, ...(person.task === null ? [] : ['has a task to do'])].join(' · ')
  return html`<li>
    <button type="submit" name="user" value="${person.id}">
      <span class="mark" aria-hidden="true">${toInitials(person)}</span>
      <span class="who"><b>${showText(toName(person))}</b><span>${about}</span></span>
    </button>
  </li>`
}

export function answerSignIn(call: Call, page: PageContext): Promise<Response> {
  if (page.fields.has('continue') && page.session !== null) return answerAfterSignIn(page, '/sign-in')
  const wanted = page.fields.get('user') ?? page.fields.get('email') ?? ''
  const user = page.instance.store.get('users', wanted) ?? findUser(page.instance, wanted)
  if (user === null) {
    call.note('refused: nobody has this address')
    return showSignIn(page, 'Nobody here has this address. Sign up, or choose someone from the list.')
  }
  if (user.isBanned || user.isLocked) {
    call.note(`refused: ${user.id} is ${user.isBanned ? 'banned' : 'locked'}`)
    return showSignIn(page, `This account is ${user.isBanned ? 'banned' : 'locked'}.`)
  }
  page.instance.store.write(() => {
    startSession(page.instance, page.client, user)
    noteSignIn(page.instance, page.client.id, user.id, null)
  })
  call.note(`signed in as ${user.id}`)
  return answerAfterSignIn({ ...page, user }, '/sign-in')
}

/** Sends the browser to the open task of the session, or back to the application. */
export async function answerAfterSignIn(page: PageContext, path: string): Promise<Response> {
  const session = page.instance.store.find(
    'sessions',
    (one) => one.clientId === page.client.id && one.status === 'pending',
  )
  if (session === null) return answerReturn(page)
  return answerRedirect(303, linkTo(page, `${path}/tasks`), [await toClientCookie(page.call, page.client)])
}
