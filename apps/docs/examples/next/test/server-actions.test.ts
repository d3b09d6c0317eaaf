/** What do/server-actions.md promises, in a browser. */
import { beforeEach, afterEach, describe, expect, it } from 'vitest'
import { toContextCookies } from '@postern/emulator/playwright'
import { appUrl, emulator, hasBrowser, openWindow, type Window } from './app.ts'

describe.skipIf(!hasBrowser)('a server action', () => {
  let opened: Window
  beforeEach(async () => {
    opened = await openWindow()
  })
  afterEach(() => opened.close())

  const signIn = async (user: string): Promise<void> => {
    const minted = await emulator.mint.session({ user, org: 'acme', azp: appUrl })
    await opened.context.addCookies([...toContextCookies(minted, appUrl, emulator.url)])
  }
  const open = async (): Promise<void> => {
    await opened.page.goto('/notes')
    await opened.page.getByRole('heading', { name: 'Notes' }).waitFor()
  }
  const addNote = async (text: string): Promise<void> => {
    await opened.page.getByLabel('Note').fill(text)
    await opened.page.getByRole('button', { name: 'Add' }).click()
  }
  const seen = (): Promise<string> => opened.page.locator('output').innerText()

  it('keeps the note of whoever is signed in', async () => {
    await signIn('grace')
    await open()
    await addNote('Milk')
    await expect.poll(seen).toBe('Kept for user_grace.')
  })

  it('tells a visitor what to do, and keeps what was typed', async () => {
    await open()
    await addNote('Milk')
    await expect.poll(seen).toContain('You are signed out.')
    expect(await opened.page.getByLabel('Note').inputValue()).toBe('Milk')
  })

  it.each([
    [null, 401],
    ['grace', 404],
    ['ada', 200],
  ])('that asks for a role answers %s with %i, and the button says so', async (user, status) => {
    if (user !== null) await signIn(user)
    await open()
    const answer = opened.page.waitForResponse((response) => response.request().method() === 'POST')
    await opened.page.getByRole('button', { name: 'Delete all' }).click()
    expect((await answer).status()).toBe(status)
    const told = status === 200 ? 'All notes are gone.' : 'You are signed out, or only an administrator may do this.'
    await expect.poll(() => opened.page.locator('p[role=status]').innerText()).toBe(told)
  })

  it('can send a visitor to the sign-in page, and back to the form', async () => {
    await open()
    await opened.page.getByRole('button', { name: 'Buy more' }).click()
    await opened.page.waitForURL((url) => url.pathname === '/sign-in')
    expect(new URL(opened.page.url()).searchParams.get('redirect_url')).toBe(`${appUrl}/notes`)
  })
})
