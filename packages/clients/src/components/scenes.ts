/**
 * What people click through in an application that is made of the provider's components, in order.
 *
 * Longer than 200 lines: a scene for each thing that people do.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Emulator } from '@postern/emulator'
import { createOrganization, next, openSwitcher, saveForm, signIn, signOut, signUp, typeCode } from './actions.ts'
import { CODE, MIRA, OTTO } from './people.ts'

/** Where the scenes are played. */
export interface Stage {
  readonly browser: Browser
  /** The browser of Mira, who is there all the time. */
  readonly context: BrowserContext
  readonly page: Page
  /** Origin of the application. */
  readonly url: string
  readonly emulator: Emulator
  /** What one scene leaves for another. */
  readonly memory: Map<string, string>
  /** A program brings this API key → whom the application, or its server, takes it for; null: for nobody. */
  readonly useKey: (secret: string) => Promise<string | null>
}

/** One scene. It says what was seen at the end, and the suite says what should have been. */
export interface ComponentScene {
  readonly name: string
  readonly wanted: unknown
  readonly play: (stage: Stage) => Promise<unknown>
}

/** A browser on a busy machine takes its time. */
const PATIENCE_MS = 15_000
const TWO_MINUTES_MS = 2 * 60_000
const ELEVEN_MINUTES_MS = 11 * 60_000

/** What a page says at this place, once it says what is wanted, or after a while whatever it says. */
async function read(page: Page, id: string, wanted: string): Promise<string> {
  const place = page.getByTestId(id)
  await page
    .waitForFunction(
      ([name, text]) => document.querySelector(`[data-testid="${name}"]`)?.textContent === text,
      [id, wanted] as const,
      { timeout: PATIENCE_MS },
    )
    .catch(() => null)
  return (await place.textContent()) ?? ''
}

/** Whom the page names, once it names somebody. */
async function readPerson(page: Page): Promise<string> {
  await page.waitForFunction(() => document.querySelector('[data-testid="who"]')?.textContent?.startsWith('user_'))
  return (await page.getByTestId('who').textContent()) ?? ''
}

/** Leaves the application with a token whose minute is over by the application's own clock. */
async function leaveWithOldToken({ page, emulator }: Stage): Promise<void> {
  await page.waitForFunction(() => window.Clerk?.session?.id !== undefined)
  emulator.clock.advance(-TWO_MINUTES_MS)
  await page.evaluate(() => window.Clerk.session?.getToken({ skipCache: true }))
  // Gone before the clock is right again: the script would fetch another token.
  await page.goto('about:blank')
  emulator.clock.advance(TWO_MINUTES_MS)
}

async function goHome({ page, url }: Stage): Promise<void> {
  // After a sign-out the script goes there by itself, and of two navigations one is given up.
  await page.goto(url).catch(async (error: unknown) => {
    if (!/ERR_ABORTED|interrupted by another navigation/.test(String(error))) throw error
    await page.waitForLoadState()
    await page.goto(url)
  })
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
}

const arrival: readonly ComponentScene[] = [
  {
    name: 'a visitor of a members page is sent to the sign-in page, with the way back',
    wanted: ['/sign-in', '/members'],
    play: async ({ page, url }) => {
      await page.goto(`${url}/members`)
      await page.locator('input[name="identifier"]').waitFor()
      const at = new URL(page.url())
      return [at.pathname, new URL(at.searchParams.get('redirect_url') ?? url).pathname]
    },
  },
  {
    name: 'signs up with a code by mail, and is known to the server',
    wanted: true,
    play: async (stage) => {
      const { page, url, memory } = stage
      await page.goto(`${url}/sign-up`)
      await signUp(page, MIRA)
      await page.waitForURL(`${url}/`)
      const who = await readPerson(page)
      memory.set('mira', who)
      return who.startsWith('user_')
    },
  },
  {
    name: 'gets to the members page, where the server knows the address',
    wanted: MIRA.email,
    play: async ({ page, url }) => {
      await page.goto(`${url}/members`)
      return read(page, 'address', MIRA.email)
    },
  },
]

const profile: readonly ComponentScene[] = [
  {
    name: 'changes the name in the profile, and the server sees it',
    wanted: MIRA.firstName,
    play: async ({ page, url }) => {
      await page.goto(`${url}/user`)
      await page.getByRole('button', { name: 'Update profile' }).click()
      await page.locator('input[name="firstName"]').fill(MIRA.firstName)
      await saveForm(page, 'input[name="firstName"]')
      await page.goto(`${url}/members`)
      return read(page, 'name', MIRA.firstName)
    },
  },
  {
    name: 'adds an address, and proves it by a code',
    wanted: 2,
    play: async ({ page, url }) => {
      await page.goto(`${url}/user`)
      await page.getByRole('button', { name: 'Add email address' }).click()
      await page.locator('input[name="emailAddress"]').fill('mira.second+clerk_test@example.com')
      await next(page).click()
      await typeCode(page, CODE)
      await page.getByText('mira.second+clerk_test@example.com').first().waitFor()
      await page.locator('input[autocomplete="one-time-code"]').first().waitFor({ state: 'detached' })
      return page.evaluate(
        () => window.Clerk.user?.emailAddresses.filter(({ verification }) => verification.status === 'verified').length,
      )
    },
  },
  {
    name: 'changes the password on the security page',
    wanted: true,
    play: async ({ page, url }) => {
      await page.goto(`${url}/user/security`)
      await page.getByRole('button', { name: 'Update password' }).click()
      await page.locator('input[name="newPassword"]').waitFor()
      const current = page.locator('input[name="currentPassword"]')
      // Not asked for where a fresh proof stands in for it.
      if (await current.isVisible()) await current.fill(MIRA.password)
      await page.locator('input[name="newPassword"]').fill(`${MIRA.password} again`)
      await page.locator('input[name="confirmPassword"]').fill(`${MIRA.password} again`)
      await saveForm(page, 'input[name="newPassword"]')
      return true
    },
  },
  {
    name: 'sees this browser among the active devices',
    wanted: true,
    play: async ({ page, url }) => {
      await page.goto(`${url}/user/security`)
      await page.getByText('This device').waitFor()
      return true
    },
  },
]

const organization: readonly ComponentScene[] = [
  {
    name: 'makes an organization, which the server sees as the active one',
    wanted: 'herons',
    play: async (stage) => {
      const { page, url } = stage
      await page.goto(`${url}/create-organization`)
      await createOrganization(page, 'Herons')
      await page.getByRole('button', { name: 'Skip' }).click()
      await page.waitForURL(`${url}/`)
      await goHome(stage)
      return read(page, 'where', 'herons')
    },
  },
  {
    name: 'switches to the personal account and back',
    wanted: ['personal', 'herons'],
    play: async (stage) => {
      const { page } = stage
      const switchTo = async (name: string, slug: string): Promise<string> => {
        await goHome(stage)
        await openSwitcher(page)
        await page.locator('.cl-organizationSwitcherPopoverCard').getByText(name).click()
        await page.locator('.cl-organizationSwitcherPopoverCard').waitFor({ state: 'detached' })
        await goHome(stage)
        return read(page, 'where', slug)
      }
      return [await switchTo('Personal account', 'personal'), await switchTo('Herons', 'herons')]
    },
  },
  {
    name: 'invites somebody from the members tab',
    wanted: 1,
    play: async ({ page, url }) => {
      await page.goto(`${url}/organization/organization-members`)
      await page.getByRole('button', { name: 'Invite' }).click()
      await page.locator('[data-testid="tag-input"]').fill(`${OTTO.email},`)
      await page.getByRole('button', { name: 'Send invitations' }).click()
      await page.getByRole('tab', { name: 'Invitations' }).click()
      await page.getByText(OTTO.email).waitFor()
      return page.evaluate(async () => (await window.Clerk.organization?.getInvitations())?.total_count)
    },
  },
  {
    name: 'who was invited signs up, accepts, and is a member in the eyes of the server',
    wanted: ['herons', 'org:member'],
    play: async ({ browser, url }) => {
      const context = await browser.newContext()
      try {
        const page = await context.newPage()
        await page.goto(`${url}/sign-up`)
        await signUp(page, OTTO)
        await page.waitForURL(`${url}/`)
        await page.goto(`${url}/organizations`)
        await page.getByRole('button', { name: 'Join' }).click()
        await page.getByRole('button', { name: 'Join' }).waitFor({ state: 'detached' })
        await page.goto(`${url}/organizations`)
        await page.getByRole('button', { name: /Herons/ }).click()
        await page.waitForURL(`${url}/`)
        const where = await read(page, 'where', 'herons')
        await page.waitForFunction(() => window.Clerk?.user?.organizationMemberships[0] !== undefined)
        return [where, await page.evaluate(() => window.Clerk.user?.organizationMemberships[0]?.role)]
      } finally {
        await context.close()
      }
    },
  },
  {
    name: 'both are listed as members',
    wanted: true,
    play: async ({ page, url }) => {
      await page.goto(`${url}/organization/organization-members`)
      await page.getByText(OTTO.email).waitFor()
      await page.getByText(MIRA.email).first().waitFor()
      return true
    },
  },
]

const keys: readonly ComponentScene[] = [
  {
    name: 'makes an API key, and a program gets in with it',
    wanted: true,
    play: async ({ page, url, memory, useKey }) => {
      await page.evaluate(() => window.Clerk.setActive({ organization: null }))
      await page.goto(`${url}/api-keys`)
      await page.getByRole('button', { name: 'Add new key' }).click()
      await page.locator('input[name="name"]').fill('ship')
      await page.getByRole('button', { name: 'Create key' }).click()
      const secret = await page.locator(`input[value^="ak_"]`).inputValue()
      memory.set('key', secret)
      return (await useKey(secret)) === memory.get('mira')
    },
  },
  {
    name: 'a program with another key stays out',
    wanted: null,
    play: ({ useKey }) => useKey('ak_nothingOfTheKind'),
  },
]

const again: readonly ComponentScene[] = [
  {
    name: 'proves once more who they are where that is asked for',
    wanted: '{"done":true}',
    play: async ({ page, url, emulator }) => {
      // Eleven minutes ago they signed in, so the proof is too old.
      emulator.clock.advance(-ELEVEN_MINUTES_MS)
      const sessionId = await page.evaluate(
        async ([identifier, password]) => {
          await window.Clerk.signOut(() => undefined)
          return (await window.Clerk.client.signIn.create({ identifier, password })).createdSessionId
        },
        [MIRA.email, `${MIRA.password} again`] as const,
      )
      emulator.clock.advance(ELEVEN_MINUTES_MS)
      await page.evaluate((session) => window.Clerk.setActive({ session }), sessionId)
      await page.goto(`${url}/danger`)
      await page.getByRole('button', { name: 'Do it' }).click()
      await page.locator('input[name="password"]:not([tabindex="-1"])').fill(`${MIRA.password} again`)
      await next(page).click()
      await page.waitForFunction(() => document.querySelector('[data-testid="outcome"]')?.textContent !== 'nothing yet')
      return read(page, 'outcome', '{"done":true}')
    },
  },
]

const endings: readonly ComponentScene[] = [
  {
    name: 'signs out, and the server knows nobody',
    wanted: 'nobody',
    play: async (stage) => {
      await goHome(stage)
      await signOut(stage.page)
      await stage.page.waitForFunction(() => document.querySelector('[data-testid="who"]')?.textContent === 'nobody')
      await goHome(stage)
      return read(stage.page, 'who', 'nobody')
    },
  },
  {
    name: 'is told that a password is wrong',
    wanted: true,
    play: async ({ page, url }) => {
      await page.goto(`${url}/sign-in`)
      await signIn(page, MIRA, 'not the one')
      await page.locator('.cl-formFieldErrorText').first().waitFor()
      return true
    },
  },
  {
    name: 'signs in with the right one',
    wanted: true,
    play: async ({ page, url, memory }) => {
      await page.goto(`${url}/sign-in`)
      await signIn(page, MIRA, `${MIRA.password} again`)
      await page.waitForURL(`${url}/`)
      return (await readPerson(page)) === memory.get('mira')
    },
  },
  {
    name: 'a session whose token is over is renewed on the next page',
    wanted: true,
    play: async (stage) => {
      const { page, url, memory } = stage
      await goHome(stage)
      await leaveWithOldToken(stage)
      await page.goto(`${url}/members`)
      return (await readPerson(page)) === memory.get('mira')
    },
  },
  {
    name: 'a session that was revoked is over on the next page',
    wanted: '/sign-in',
    play: async (stage) => {
      const { page, url, emulator } = stage
      await leaveWithOldToken(stage)
      for (const { id } of emulator.control.sessions()) emulator.control.revokeSession(id)
      await page.goto(`${url}/members`)
      await page.locator('input[name="identifier"]').waitFor()
      return new URL(page.url()).pathname
    },
  },
  {
    name: 'the server asks the provider itself',
    wanted: { totalCount: 1, names: ['Ada'] },
    play: async ({ url }) => (await fetch(`${url}/api/directory`)).json(),
  },
]

/** For an application of one page, which has no server of its own. */
export const scenesWithoutServer: readonly ComponentScene[] = [
  ...arrival.slice(1),
  ...profile,
  ...organization,
  ...keys,
  ...again,
  ...endings.slice(0, -1),
]

export const scenes: readonly ComponentScene[] = [
  ...arrival,
  ...profile,
  ...organization,
  ...keys,
  ...again,
  ...endings,
]
