/** The pages of the OAuth server in Chromium, and the way back that a browser's script left in the fragment. */
import { describe, expect, it } from 'vitest'
import { hasBrowser, useScene } from './browser/use-scene.ts'

const HOME = 'http://localhost:3000/'

describe.skipIf(!hasBrowser)('pages of the OAuth server', () => {
  const scene = useScene()

  const signIn = async (): Promise<void> => {
    await scene.open(`${scene.emulator.url}/sign-in`)
    await scene.choose('Ada Lovelace')
  }
  const post = async (path: string, form: Readonly<Record<string, string>>) => {
    const client = { client_id: 'client_demo_public' }
    const body = new URLSearchParams({ ...client, ...form })
    const answer = await fetch(`${scene.emulator.url}/oauth/${path}`, { method: 'POST', body })
    return (await answer.json()) as Readonly<Record<string, string>>
  }
  const headline = () => scene.page.locator('h1').innerText()

  it.each(['/sign-in#/?', '/sign-in?x=1#/create?', '/sign-up#/?'])('%s remembers the way back', async (path) => {
    const target = `${scene.app}/`
    await scene.open(`${scene.emulator.url}${path}redirect_url=${encodeURIComponent(target)}`)
    await scene.page.waitForURL(/[?&]redirect_url=/)
    // The script leaves the first page before all of it is there.
    scene.complaints.length = 0
    expect(await scene.page.getByText('to continue to').innerText()).toContain(new URL(target).host)
  })

  it('connect a device by its link', async () => {
    const device = await post('device_authorization', { scope: 'openid read:posts' })
    await scene.open(device['verification_uri_complete'] ?? '')
    await scene.choose('Ada Lovelace')
    expect(await scene.page.getByText(device['user_code'] ?? '').count()).toBe(1)
    await scene.look('device-consent')
    await scene.choose('Allow')
    await scene.look('device-connected')
    const type = 'urn:ietf:params:oauth:grant-type:device_code'
    const tokens = await post('token', { grant_type: type, device_code: device['device_code'] ?? '' })
    expect(tokens['scope']).toBe('openid read:posts')
  })

  it('take the code of a device from the keyboard', async () => {
    const device = await post('device_authorization', {})
    await signIn()
    await scene.open(device['verification_uri'] ?? '')
    await scene.look('device')
    await scene.page.getByLabel('Code').fill((device['user_code'] ?? '').toLowerCase().replace('-', ''))
    await scene.choose('Continue')
    expect(await headline()).toBe('Demo public client wants to act for you on a device')
  })

  it('ask again who it is, and show for what', async () => {
    await signIn()
    const query = new URLSearchParams({
      client_id: 'client_demo',
      redirect_uri: `${HOME}callback`,
      response_type: 'code',
      prompt: 'login',
      login_hint: 'grace@example.com',
      resource: 'https://api.example.com/a/path/that/is/quite/long/and/has/no/place/to/break',
    })
    await scene.open(`${scene.emulator.url}/oauth/authorize?${query.toString()}`)
    expect(await scene.page.getByLabel('E-mail address').inputValue()).toBe('grace@example.com')
    await scene.look('sign-in-again')
    await scene.choose('Grace Hopper')
    await scene.look('consent-with-resource')
    expect(await scene.page.getByText('You are Grace Hopper').count()).toBe(1)
  })

  it('ask before they sign anybody out', async () => {
    await signIn()
    await scene.open(`${scene.emulator.url}/oauth/end_session`)
    await scene.look('logout')
    await scene.choose('Sign out')
    await scene.look('logout-done')
    expect(await headline()).toBe('Signed out')
  })
})
