/** The production checklist: each message that it names is printed for its mistake, and for no other one. */
import { createEmulator } from '@postern/emulator'
import { withAuth } from '@postern/fetch'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AS_PAGE, HOST } from './ask'

const page = readFileSync(new URL('../../../do/production-checklist.md', import.meta.url), 'utf8')
const emulator = createEmulator({
  instanceType: 'production',
  frontendApiHost: 'clerk.example.com',
  appOrigin: `https://${HOST}`,
})
const sound = { ...emulator.authOptions, jwtKey: emulator.jwtKey, authorizedParties: [`https://${HOST}`] }

/** A visit of a page that needs a session. @returns The names of what was printed. */
async function listen(options: object, url = `https://${HOST}/dashboard`): Promise<readonly string[]> {
  const events: string[] = []
  const handler = withAuth(
    async (_request, { auth }) => Response.json((await auth.protect()).userId),
    { ...sound, ...options },
    { fetch: emulator.fetch, clock: emulator.clock, log: ({ event }) => void events.push(event) },
  )
  await handler(new Request(url, { headers: AS_PAGE }))
  return events
}

describe('the log of a production instance', () => {
  it('says nothing when all is well', async () => {
    expect(await listen({})).toEqual([])
  })

  it.each([
    ['authorized-parties-missing', { authorizedParties: [] }, undefined],
    ['keys-of-two-kinds', { secretKey: 'sk_test_another' }, undefined],
    ['private-host-in-redirect', {}, 'http://10.0.0.7:3000/dashboard'],
  ])('says %s, as the checklist does', async (event, options, url) => {
    expect(await listen(options, url)).toEqual([event])
    expect(page).toContain(`\`${event}\``)
  })

  it('says cookie-too-large, as the checklist does', async () => {
    const nonce = await emulator.mint.handshakeNonce({ session: { claims: { notes: 'x'.repeat(4000) } } })
    expect(await listen({}, `https://${HOST}/dashboard?__clerk_handshake_nonce=${nonce}`)).toContain('cookie-too-large')
    expect(page).toContain('`cookie-too-large`')
  })
})
