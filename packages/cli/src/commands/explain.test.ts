import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEmulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand, type Written } from '../../test/run-command.ts'

const emulator = createEmulator()
const nowMs = emulator.clock.nowMs()
const PROXY = fileURLToPath(new URL('../../test/fixtures/next/proxy.ts', import.meta.url))
const ADMIN = 'http://localhost:3000/admin/users'
const variables = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
  CLERK_SECRET_KEY: emulator.secretKey,
  CLERK_JWT_KEY: emulator.jwtKey,
}
let folder = ''
let cookie = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-explain-'))
  const { cookieHeader } = await emulator.mint.session({ user: 'grace@example.com', org: 'acme' })
  cookie = cookieHeader
})
afterAll(() => rm(folder, { recursive: true }))

const explain = (args: readonly string[], more: Parameters<typeof runCommand>[1] = {}): Promise<Written> =>
  runCommand(['explain', ...args], { folder, variables, nowMs, ...more })
const explainJson = async (...args: Parameters<typeof explain>): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse((await explain([...args[0], '--json'], args[1])).out)

const toHar = (...entries: readonly object[]): string => JSON.stringify({ log: { entries } })
const toEntry = (url: string, startedDateTime: string, value = cookie): object => ({
  startedDateTime,
  request: {
    method: 'GET',
    url,
    headers: [
      { name: ':authority', value: 'x' },
      { name: 'cookie', value },
    ],
  },
})

describe('postern explain', () => {
  it('says who is here, of the session alone', async () => {
    expect(await explain([ADMIN, '-b', cookie])).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('user_grace'),
    })
  })

  it('says what the policy wants and what this person has', async () => {
    const { exitCode, out } = await explain([ADMIN, '-b', cookie, '--policy', PROXY])
    expect(exitCode).toBe(1)
    expect(out).toContain('deny 404')
    expect(out).toContain('wants org:admin, has org:member in acme')
    expect(out).toMatch(/^rule +unauthorized-page$/m)
  })

  it('says that the matcher leaves the policy out', async () => {
    const skipped = 'http://localhost:3000/skipped'
    expect(await explainJson([skipped, '--policy', PROXY])).toMatchObject({ kind: 'not-run', trace: [] })
  })

  it('reads a curl command from standard input', async () => {
    const input = `curl '${ADMIN}' -H 'accept: text/html' -b '${cookie}'`
    expect(await explainJson([], { input })).toMatchObject({ who: 'user_grace' })
  })

  it('judges an entry of a HAR file at the time when it was sent', async () => {
    const input = toHar(toEntry(ADMIN, new Date(nowMs).toISOString()), toEntry('http://localhost:3000/', ''))
    const later = { input, nowMs: nowMs + 3_600_000 }
    expect(await explainJson(['--entry', 'admin'], later)).toMatchObject({ who: 'user_grace' })
    expect(await explainJson(['--entry', '1', '--at', '2099-01-01'], later)).toMatchObject({ who: 'nobody' })
  })

  it('lists the entries where it is not clear which one is meant', async () => {
    const input = toHar(toEntry(`${ADMIN}?canary`, ''), toEntry('http://localhost:3000/', ''))
    const { exitCode, err } = await explain([], { input })
    expect(exitCode).toBe(2)
    expect(err).toContain('1 GET /admin/users, 2 GET /.')
  })

  it('says which flag gives the keys where they would have to be fetched', async () => {
    const { CLERK_JWT_KEY: _key, ...remote } = variables
    const { exitCode, err } = await explain([ADMIN, '-b', cookie], { variables: remote })
    expect(exitCode).toBe(3)
    expect(err).toMatch(/ERR_CLI_KEYS_NEEDED[^]*--jwt-key[^]*--jwks/)
  })

  it('takes a key set from a file, without any secret key', async () => {
    const keys = await emulator.fetch(`${emulator.authOptions.apiUrl}/v1/jwks`, {
      headers: { authorization: `Bearer ${emulator.secretKey}` },
    })
    await writeFile(join(folder, 'jwks.json'), await keys.text())
    const args = [ADMIN, '-b', cookie, '--jwks', 'jwks.json', '--publishable-key', emulator.publishableKey]
    expect(await explainJson(args, { variables: {} })).toMatchObject({ who: 'user_grace' })
  })

  it('reads keys from .env.local of the folder', async () => {
    const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"`)
    await writeFile(join(folder, '.env.local'), lines.join('\n'))
    expect(await explainJson([ADMIN, '-b', cookie], { variables: {} })).toMatchObject({ who: 'user_grace' })
  })
})

describe('what postern explain writes', () => {
  const CANARY = 'canary7'
  const places = {
    bearer: ['--bearer', `${CANARY}.${CANARY}.${CANARY}`],
    'API key': ['--bearer', `ak_${CANARY}`],
    session: ['-b', `__session=${CANARY}; __client_uat=1`],
    handshake: ['-b', `__clerk_handshake=${CANARY}`],
    header: ['-H', `x-word: ${CANARY}`],
    'basic credentials': ['-H', `authorization: Basic ${CANARY}`],
    'broken header': ['-H', `a b: ${CANARY}`],
    'broken time': ['--at', CANARY],
    'pasted key': ['--jwt-key', CANARY],
    'broken key': ['--jwt-key', `-----BEGIN ${CANARY}`],
    'publishable key': ['--publishable-key', `pk_test_${CANARY}`],
    'second request': ['--curl', CANARY],
    'unknown option': [`--${CANARY}`],
    'odd choice': ['--as', CANARY],
  }
  const asked = Object.entries(places).flatMap(([name, args]) => [
    { name, args },
    { name: `${name}, as JSON`, args: [...args, '--json'] },
    { name: `${name}, of a policy`, args: [...args, '--policy', PROXY] },
  ])

  it.each(asked)('holds no value of $name', async ({ args }) => {
    const url = `http://user:${CANARY}@localhost:3000/members?__clerk_db_jwt=${CANARY}&key=${CANARY}`
    const { out, err } = await explain([url, ...args])
    expect(out + err).not.toBe('')
    expect(out + err).not.toContain(CANARY)
  })

  it.each(['{"log": canary7', `curl 'canary7`, 'canary7 canary7', '{"request":{"url":"canary7"}}'])(
    'repeats no input that cannot be read: %s',
    async (input) => {
      const { exitCode, out, err } = await explain(['--json'], { input })
      expect(exitCode).toBe(2)
      expect(out + err).not.toContain(CANARY)
    },
  )
})
