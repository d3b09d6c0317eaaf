/** What the application reads of its request's cookies when they are replaced by the very answer, over every adapter. */
import type { AuthOptions } from '@postern/core'
import type { Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerWithCore } from './apps/answer-with-core.ts'
import { answerWithFetch } from './apps/answer-with-fetch.ts'
import { answerWithHono } from './apps/answer-with-hono.ts'
import { answerWithNext } from './apps/answer-with-next.ts'
import type { ContractApp } from './run-contract.ts'
import { WAYS } from '../expected/ways.ts'
import { APP_ORIGIN, startProvider } from './start-provider.ts'

const ADAPTERS: Readonly<Record<string, (options: AuthOptions) => ContractApp>> = {
  core: answerWithCore,
  fetch: answerWithFetch,
  hono: answerWithHono,
  next: answerWithNext,
}

const toPairs = (cookies: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    cookies.map((text) => {
      const [pair = ''] = text.trim().split(';')
      return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    }),
  )

describe.each(Object.entries(ADAPTERS))('cookies that the application sees behind %s', (_, create) => {
  let emulator: Emulator
  let app: ContractApp
  beforeAll(async () => {
    emulator = await startProvider()
    app = create(emulator.authOptions)
  })
  afterAll(() => emulator.close())

  const ask = async (cookie: string): Promise<{ readonly sent: string[]; readonly seen: string | null }> => {
    const headers = { host: new URL(APP_ORIGIN).host, ...WAYS.page, cookie }
    const { response } = await app(new Request(`${APP_ORIGIN}/cookies`, { headers }))
    return { sent: response.headers.getSetCookie(), seen: await response.json() }
  }

  it('are the new ones after a renewal, in the place of the old (in-use 10)', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'grace', expiresInSec: -30 })
    const old = toPairs(cookieHeader.split(';'))
    const { sent, seen } = await ask(`theme=a%20b; ${cookieHeader}; last=1`)
    const renewed = toPairs(sent)
    const session = Object.keys(renewed).filter((name) => name.startsWith('__session'))
    expect(session.length).toBeGreaterThan(1)
    expect(session.map((name) => renewed[name])).not.toContain(old['__session'])
    const pairs = toPairs((seen ?? '').split(';'))
    expect(pairs).toEqual({ theme: 'a%20b', ...old, ...renewed, last: '1' })
    expect(Object.keys(pairs).slice(0, 2)).toEqual(['theme', Object.keys(old)[0]])
  })

  it('are those that were sent where nothing is renewed (in-use 10)', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'grace' })
    expect(await ask(`theme=a%20b;${cookieHeader};;last`)).toEqual({
      sent: [],
      seen: `theme=a%20b;${cookieHeader};;last`,
    })
  })
})
