import { describe, expect, it } from 'vitest'
import { readHiddenFields } from '../../test/browser.ts'
import { createClient, type Fields } from '../../test/oauth-client.ts'
import { defaultSeed } from '../state/default-seed.ts'

const HOME = 'http://localhost:3000/'

const start = async () => {
  const client = createClient()
  await client.signIn()
  const { id_token = '' } = await client.connect()
  const leave = (form: Fields) => client.browser.get('/oauth/end_session', form)
  const isSignedIn = async () => (await client.browser.get('/sign-out')).text.includes('You are signed in')
  return { ...client, id_token_hint: id_token, leave, isSignedIn }
}

describe('answerLogout', () => {
  it('signs the person of the ID token out and sends them back with the state', async () => {
    const { leave, isSignedIn, id_token_hint } = await start()
    const { location } = await leave({ id_token_hint, post_logout_redirect_uri: HOME, state: 'a b' })
    expect([location, await isSignedIn()]).toEqual([`${HOME}?state=a+b`, false])
  })

  it('signs out where the ID token is older than it lives', async () => {
    const { leave, isSignedIn, id_token_hint, emulator } = await start()
    emulator.clock.advance(100_000_000)
    await leave({ id_token_hint })
    expect(await isSignedIn()).toBe(false)
  })

  it('lets a loopback client choose its port', async () => {
    const { leave, id_token_hint } = await start()
    const uri = 'http://127.0.0.1:54321/'
    expect((await leave({ id_token_hint, post_logout_redirect_uri: uri })).location).toBe(uri)
  })

  it('asks a person whom no ID token names, and goes on as they answer', async () => {
    const { leave, isSignedIn, browser } = await start()
    const page = await leave({ client_id: 'client_demo', post_logout_redirect_uri: HOME })
    expect([page.text.includes('Sign out?'), await isSignedIn()]).toEqual([true, true])
    const { location } = await browser.post('/oauth/end_session', { ...readHiddenFields(page.text), confirm: 'yes' })
    expect([location, await isSignedIn()]).toEqual([HOME, false])
  })

  it('changes nothing when the person stays', async () => {
    const { leave, isSignedIn, browser } = await start()
    const page = await leave({})
    await browser.post('/oauth/end_session', { ...readHiddenFields(page.text), confirm: 'no' })
    expect(await isSignedIn()).toBe(true)
  })

  it('asks whoever is signed in, if the ID token names somebody else', async () => {
    const { leave, isSignedIn, signIn, id_token_hint } = await start()
    await signIn('user_grace')
    await leave({ id_token_hint })
    expect(await isSignedIn()).toBe(true)
  })

  it('leaves others of the browser signed in', async () => {
    const settings = { ...defaultSeed.settings, hasMultipleSessions: true }
    const client = createClient({ seed: { ...defaultSeed, settings } })
    await client.signIn()
    const { id_token = '' } = await client.connect()
    await client.signIn('user_grace')
    await client.browser.get('/oauth/end_session', { id_token_hint: id_token })
    const alive = client.emulator.control.sessions().filter(({ status }) => status === 'active')
    expect(alive.map(({ userId }) => userId)).toEqual(['user_grace'])
  })

  it('sends back a browser in which nobody is signed in', async () => {
    const { leave } = createLogout()
    expect((await leave({ client_id: 'client_demo', post_logout_redirect_uri: HOME })).location).toBe(HOME)
  })

  it.each([
    [
      'an address that is not registered',
      { client_id: 'client_demo', post_logout_redirect_uri: 'http://localhost:3000/x' },
    ],
    ['an address of no client', { post_logout_redirect_uri: HOME }],
    ['something that is no ID token', { id_token_hint: 'x' }],
  ])('refuses %s and signs nobody out', async (_name, form) => {
    const { leave, isSignedIn } = await start()
    expect([(await leave(form as Fields)).status, await isSignedIn()]).toEqual([400, true])
  })

  it('refuses an ID token of another client', async () => {
    const { leave, id_token_hint } = await start()
    expect((await leave({ id_token_hint, client_id: 'client_demo' })).status).toBe(400)
  })

  it('takes the answer from its own page only', async () => {
    const { emulator } = await start()
    const { emulatorCookie } = await emulator.mint.session()
    const headers = { cookie: emulatorCookie, origin: 'http://localhost:3000' }
    const body = new URLSearchParams({ confirm: 'yes' })
    const answer = await emulator.fetch(`${emulator.url}/oauth/end_session`, { method: 'POST', headers, body })
    expect(answer.status).toBe(403)
  })
})

function createLogout() {
  const client = createClient()
  return { leave: (form: Fields) => client.browser.get('/oauth/end_session', form) }
}
