/**
 * Does the policy hold, walked through as a person and as a script? A running demo → true or false, every step told. Waits for the network.
 *
 * The same policy stands at both addresses: `/dashboard` and `/forum` need a session, `/admin` a permission, `/oauth` an OAuth token.
 */
import type { Visit } from './create-browser.ts'
import { parseForms, type HtmlForm } from './html-forms.ts'
import { oauthSteps } from './oauth-steps.ts'
import { at, expectPage, type Person, type Step, type Walk } from './walk.ts'

/** The form that signs a person in, filled in: the one with a button for this person, else the one that asks for an address. */
const findSignIn = (
  { last, body }: Visit,
  { email, id }: Person,
): { readonly form: HtmlForm; readonly fields: Readonly<Record<string, string>> } | null => {
  const forms = parseForms(body, last.url).filter(({ method }) => method === 'POST')
  const speaksOf = (text: string): boolean => text.includes(email) || text === id
  for (const form of forms) {
    if (Object.values(form.fields).some(speaksOf)) return { form, fields: form.fields }
    const button = form.buttons.find(({ value, text }) => speaksOf(value) || speaksOf(text))
    if (button !== undefined)
      return { form, fields: { ...form.fields, ...(button.name === null ? {} : { [button.name]: button.value }) } }
  }
  for (const form of forms) {
    const name = Object.keys(form.fields).find((field) => /email|identifier/i.test(field))
    if (name !== undefined) return { form, fields: { ...form.fields, [name]: email } }
  }
  return null
}

const signIn = async ({ app, provider, browser }: Walk, person: Person): Promise<string | null> => {
  const page = await browser.visit(at(app, '/dashboard').href)
  const missing = expectPage(page, at(provider, '/sign-in'), 200)
  if (missing !== null) return missing
  const found = findSignIn(page, person)
  if (found === null) return `the sign-in page offers no form for ${person.email}`
  const back = await browser.visit(found.form.action.href, { form: found.fields, from: page.last.url.href })
  return expectPage(back, at(app, '/dashboard'), 200, person.id)
}

const signOut = async ({ app, browser }: Walk): Promise<string | null> => {
  const page = await browser.visit(at(app, '/').href)
  const form = parseForms(page.body, page.last.url).find(({ action }) => action.pathname.endsWith('/sign-out'))
  if (form === undefined) return 'the page offers no form to sign out'
  const { last } = await browser.visit(form.action.href, { form: form.fields, from: page.last.url.href })
  return last.status === 200 ? null : `signing out ended with ${last.status}`
}

const appSteps = (walk: Walk): readonly Step[] => {
  const { app, provider, member, admin, browser } = walk
  const open = (path: string): Promise<Visit> => browser.visit(at(app, path).href)
  return [
    ['the front page is public', async () => expectPage(await open('/'), at(app, '/'), 200)],
    [
      'a visitor to /dashboard lands on the sign-in page',
      async () => expectPage(await open('/dashboard'), at(provider, '/sign-in'), 200),
    ],
    [
      'a script that fetches /dashboard signed out gets 404, no page',
      async () => expectPage(await browser.script(at(app, '/dashboard').href), at(app, '/dashboard'), 404),
    ],
    [`${member.email} signs in and is back on /dashboard`, () => signIn(walk, member)],
    [
      '/dashboard stays open without another trip',
      async () => expectPage(await open('/dashboard'), at(app, '/dashboard'), 200, member.id),
    ],
    ['/forum is open too', async () => expectPage(await open('/forum'), at(app, '/forum'), 200)],
    [`/admin does not exist for ${member.email}`, async () => expectPage(await open('/admin'), at(app, '/admin'), 404)],
    ['signing out works', () => signOut(walk)],
    [
      '/dashboard asks for a sign-in again',
      async () => expectPage(await open('/dashboard'), at(provider, '/sign-in'), 200),
    ],
    [`${admin.email} signs in and is back on /dashboard`, () => signIn(walk, admin)],
    [`/admin opens for ${admin.email}`, async () => expectPage(await open('/admin'), at(app, '/admin'), 200)],
    ...oauthSteps(walk),
  ]
}

const workerSteps = ({ worker, member, admin, mintToken, fetch, say }: Walk): readonly Step[] => {
  const ask = async (path: string, token: string | null, status: number): Promise<string | null> => {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` }
    const response = await fetch(at(worker, path), {
      headers: { accept: 'application/json', ...headers },
      redirect: 'manual',
    })
    await response.body?.cancel()
    say(`    GET ${at(worker, path).href}${token === null ? '' : ' with a bearer token'} → ${response.status}`)
    return response.status === status ? null : `expected ${status}, got ${response.status}`
  }
  const tamper = (token: string): string =>
    `${token.slice(0, -8)}${token.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA'}`
  return [
    ['the worker’s front page is public', () => ask('/', null, 200)],
    ['/dashboard is closed without a token', () => ask('/dashboard', null, 404)],
    [`/dashboard is open for ${member.email}`, async () => ask('/dashboard', await mintToken(member), 200)],
    [`/admin does not exist for ${member.email}`, async () => ask('/admin', await mintToken(member), 404)],
    [`/admin opens for ${admin.email}`, async () => ask('/admin', await mintToken(admin), 200)],
    ['a tampered token counts as none', async () => ask('/admin', tamper(await mintToken(admin)), 404)],
  ]
}

const runSteps = async (steps: readonly Step[], { say, turnPage }: Walk): Promise<number> => {
  let failures = 0
  for (const [title, run] of steps) {
    say(`  … ${title}`)
    const problem = await run().catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    say(problem === null ? `  ✓ ${title}` : `  ✗ ${title}: ${problem}`)
    if (problem !== null) failures += 1
    turnPage()
  }
  return failures
}

/** Walks through the demo. @returns How many steps did not end as the policy says; 0 is success. */
export const checkWalk = async (walk: Walk): Promise<number> => {
  walk.say(`\nNext app, ${walk.app.origin}`)
  const inApp = await runSteps(appSteps(walk), walk)
  walk.say(`\nHono worker, ${walk.worker.origin}`)
  return inApp + (await runSteps(workerSteps(walk), walk))
}
