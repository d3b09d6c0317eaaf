/** People on the emulator's account pages, in Chromium. */
import { describe, expect, it } from 'vitest'
import { hasBrowser, useScene } from './browser/use-scene.ts'

describe.skipIf(!hasBrowser)('account pages in a browser', () => {
  const scene = useScene()

  it('signs a new person up, after saying what is wrong', async () => {
    await scene.open(scene.app)
    await scene.follow('sign-up')
    await scene.look('sign-up')
    await scene.page.getByLabel('First name').fill('Barbara')
    await scene.page.getByLabel('Last name').fill('Liskov')
    await scene.page.getByLabel('E-mail address').fill('ada@example.com')
    await scene.choose('Continue')
    expect(await scene.page.getByRole('alert').innerText()).toContain('already')
    expect(await scene.page.getByLabel('First name').inputValue()).toBe('Barbara')
    await scene.look('sign-up-problem')
    scene.complaints.length = 0 // Chromium reports the status 422 of the form.
    await scene.page.getByLabel('E-mail address').fill('barbara@example.com')
    await scene.choose('Continue')
    await scene.isAt(`${scene.app}/dashboard`)
    expect(await scene.textOf('user')).toMatch(/^user_/)
    expect(await scene.textOf('org')).toBe('none')
    expect(scene.emulator.control.users().map(({ email }) => email)).toContain('barbara@example.com')
  })

  it('signs in by click and by address, and names an address that nobody has', async () => {
    await scene.open(`${scene.app}/dashboard`)
    await scene.look('sign-in')
    await scene.page.getByLabel('E-mail address').fill('nobody@example.com')
    await scene.choose('Continue')
    expect(await scene.page.getByRole('alert').innerText()).toContain('Nobody')
    expect(await scene.page.locator(':focus').inputValue()).toBe('nobody@example.com')
    await scene.look('sign-in-problem')
    scene.complaints.length = 0
    await scene.page.getByLabel('E-mail address').fill('grace@example.com')
    await scene.choose('Continue')
    await scene.isAt(`${scene.app}/dashboard`)
    expect(await scene.textOf('user')).toBe('user_grace')
    await scene.follow('sign-in')
    await scene.look('sign-in-again')
    await scene.choose('Continue as Grace Hopper')
    await scene.isAt(`${scene.app}/dashboard`)
  })

  it('signs in by keyboard alone, in reading order', async () => {
    await scene.open(`${scene.app}/dashboard`)
    const seen: string[] = []
    for (let step = 0; step < 9; step += 1) {
      await scene.page.keyboard.press('Tab')
      const focused = scene.page.locator(':focus')
      const field = await focused.getAttribute('name')
      seen.push(field === 'email' ? field : await focused.locator('b').or(focused).first().innerText())
      expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
    }
    const people = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Edsger Dijkstra']
    expect(seen.map((text) => people.find((name) => text.includes(name)) ?? text)).toEqual([
      `← Back to ${new URL(scene.app).host}`,
      'Console',
      ...people,
      'email',
      'Continue',
      'Sign up',
    ])
    for (let step = 0; step < 6; step += 1) await scene.page.keyboard.press('Shift+Tab')
    await scene.page.keyboard.press('Enter')
    await scene.isAt(`${scene.app}/dashboard`)
    expect(await scene.textOf('user')).toBe('user_ada')
  })

  it('does the task of a pending session', async () => {
    await scene.open(`${scene.app}/dashboard`)
    await scene.choose('Edsger Dijkstra')
    await scene.look('tasks')
    await scene.takeTime()
    await scene.choose('Globex')
    await scene.isAt(`${scene.app}/dashboard`)
    expect([await scene.textOf('user'), await scene.textOf('org')]).toEqual(['user_edsger', 'globex'])
  })

  it('switches the organization', async () => {
    await scene.signIn()
    expect(await scene.textOf('org')).toBe('acme')
    await scene.follow('org-switch')
    await scene.look('org-switch')
    await scene.choose('Globex')
    await scene.isAt(`${scene.app}/dashboard`)
    expect(await scene.textOf('org')).toBe('globex')
    await scene.follow('org-switch')
    await scene.choose('Personal account')
    await scene.isAt(`${scene.app}/dashboard`)
    expect(await scene.textOf('org')).toBe('none')
  })

  it('creates an API key on the profile page, which opens a route until it is revoked', async () => {
    await scene.signIn()
    await scene.follow('user')
    await scene.look('profile')
    await scene.page.getByLabel('Name', { exact: true }).fill('laptop')
    await scene.page.getByLabel('Scopes, separated by spaces').fill('read:notes write:notes')
    await scene.page.getByLabel('Expires').selectOption('in 30 days')
    await scene.choose('Create API key')
    const secret = await scene.page.getByLabel('Your new key. It is shown once.').inputValue()
    await scene.look('profile-new-key')
    const call = async (): Promise<readonly [number, unknown]> => {
      const response = await fetch(`${scene.app}/api/notes`, { headers: { authorization: `Bearer ${secret}` } })
      return [response.status, response.ok ? await response.json() : null]
    }
    expect(await call()).toEqual([200, { userId: 'user_ada', scopes: ['read:notes', 'write:notes'] }])
    await scene.choose('Revoke laptop')
    expect(await scene.page.getByText('laptop').count()).toBe(0)
    // A positive answer lives for ten seconds.
    scene.emulator.clock.advance(11_000)
    expect(await call()).toEqual([401, null])
  })

  it('signs out here', async () => {
    await scene.signIn()
    await scene.follow('sign-out')
    await scene.look('sign-out')
    await scene.takeTime()
    await scene.choose('Sign out')
    await scene.page.waitForURL(`${scene.emulator.url}/sign-in*`)
    await scene.open(scene.app)
    expect(await scene.textOf('user')).toBe('nobody')
  })

  it('shows its other pages', async () => {
    await scene.open(`${scene.emulator.url}/user`)
    await scene.look('nobody')
    await scene.open(`${scene.emulator.url}/sign-out`)
    await scene.look('sign-out-nobody')
    await scene.open(`${scene.emulator.url}/oauth/authorize?client_id=unknown`)
    await scene.look('message')
    scene.complaints.length = 0 // 400
  })
})
