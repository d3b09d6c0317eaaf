/** Runs the contract's table against one adapter. */
import type { AuthOptions } from '@postern/core'
import type { Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HeaderMap, VISITORS } from '../expected/visitors.ts'
import { WAYS } from '../expected/ways.ts'
import { contract, type Expected, type Row } from './contract.ts'
import { APP_ORIGIN, startProvider } from './start-provider.ts'

/** The contract's application behind one adapter. `isHandled`: the request reached the handler. */
export type ContractApp = (request: Request) => Promise<{ readonly response: Response; readonly isHandled: boolean }>

/** Declares one test per row. @param create Makes the application, with `guard` and `echo` of `policy.ts`. */
export function runContract(adapter: string, create: (options: AuthOptions) => ContractApp): void {
  describe(`contract of ${adapter}`, () => {
    let emulator: Emulator
    let app: ContractApp
    beforeAll(async () => {
      emulator = await startProvider()
      app = create({ ...emulator.authOptions, authorizedParties: [APP_ORIGIN] })
    })
    afterAll(() => emulator.close())

    it.each(contract.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      const { response, isHandled } = await app(await toRequest(row, emulator))
      expect(await describeAnswer(response, isHandled, row.expected)).toEqual(describeExpected(row.expected, emulator))
    })
  })
}

async function toRequest(row: Row, emulator: Emulator): Promise<Request> {
  const path = typeof row.path === 'string' ? row.path : await row.path(emulator)
  const mint: (emulator: Emulator) => Promise<HeaderMap> = VISITORS[row.visitor]
  const headers = {
    host: new URL(APP_ORIGIN).host,
    ...WAYS[row.way],
    ...(await mint(emulator)),
    ...row.headers,
  }
  return new Request(APP_ORIGIN + path, { method: row.method ?? 'GET', headers, body: row.body ?? null })
}

/** The parts of the answer that the row speaks of, in the row's own form. */
async function describeAnswer(response: Response, isHandled: boolean, expected: Expected): Promise<object> {
  const location = response.headers.get('location')
  const cookies = response.headers.getSetCookie()
  const names = Object.keys(expected.headers ?? {})
  const wanted = expected.setCookies ?? []
  const isPrefixed = cookies.length === wanted.length && cookies.every((line, at) => line.startsWith(wanted[at] ?? '?'))
  return {
    status: response.status,
    isHandled,
    location: location === null ? null : cutLike(new URL(location, APP_ORIGIN).href, expected.location),
    setCookies: isPrefixed ? wanted : cookies.map((line) => line.replace(/=[^;]{24,}/, '=…')),
    headers: Object.fromEntries(names.map((name) => [name, response.headers.get(name)])),
    ...('body' in expected ? { body: await readBody(response) } : {}),
  }
}

function describeExpected(expected: Expected, { url }: Emulator): object {
  const fill = (text: string): string => text.replaceAll('{fapi}', url).replaceAll('{app}', APP_ORIGIN)
  const { status, location, setCookies = [], headers = {}, isHandled = false } = expected
  return {
    status,
    isHandled,
    location:
      location === undefined ? null : /[…]/.test(location) ? fill(location) : new URL(fill(location), APP_ORIGIN).href,
    setCookies,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === null ? null : fill(value)]),
    ),
    ...('body' in expected ? { body: expected.body } : {}),
  }
}

/** Puts the `…` of the pattern into the text, where the texts between them agree. */
function cutLike(text: string, pattern = ''): string {
  if (!pattern.includes('…')) return text
  const origin = new URL(text).origin
  const parts = pattern.replaceAll('{fapi}', origin).replaceAll('{app}', APP_ORIGIN).split('…')
  let at = 0
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at)
    if (found === -1) return text
    at = found + part.length
  }
  if (parts.at(-1) !== '' && at !== text.length) return text
  return pattern.replaceAll('{fapi}', origin).replaceAll('{app}', APP_ORIGIN)
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  return response.headers.get('content-type')?.startsWith('application/json') === true ? JSON.parse(text) : text
}
