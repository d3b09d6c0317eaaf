import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createEmulator } from '@postern/emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand, type Written } from '../../test/run-command.ts'
import { checkOnline } from '../doctor/check-online.ts'

const { publishableKey, secretKey } = createEmulator()
const variables = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey }
const HANDLER = 'export default () => {}'
let folder = ''

const put = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}
const toManifest = (name: string, version: string): Readonly<Record<string, string>> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name: name.replace(/.*node_modules\//, ''), version }),
})
const examine = (more: Readonly<Record<string, string>> = {}): Promise<Written> =>
  runCommand(['doctor'], { folder, variables: { ...variables, ...more }, nowMs: Date.now() })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-doctor-'))
  await put({ 'package.json': '{}', ...toManifest('@postern/fetch', '1.0.0'), ...toManifest('@postern/core', '1.0.0') })
})
afterEach(() => rm(folder, { recursive: true }))

describe('postern doctor', () => {
  it('ends with 0 where nothing is wrong', async () => {
    expect(await examine()).toMatchObject({ exitCode: 0 })
  })

  it('says that keys are missing', async () => {
    const { exitCode, out } = await examine({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: '' })
    expect([exitCode, out.includes('No publishable key')]).toEqual([1, true])
  })

  it('says that a test key stands beside a live key', async () => {
    expect((await examine({ CLERK_SECRET_KEY: 'sk_live_canary7' })).out).toContain(
      'a test key, and the secret key a live key',
    )
  })

  it('says which of two values counts, and prints neither', async () => {
    await put({ '.env.local': 'CLERK_SECRET_KEY=sk_test_canary7' })
    const { out } = await examine({ CLERK_JWT_KEY: 'canary7', CLERK_ENCRYPTION_KEY: 'canary7' })
    expect(out).toContain('CLERK_SECRET_KEY comes from the process; .env.local has another value')
    expect(out).not.toMatch(/canary7|sk_test|pk_test/)
  })

  it('says that core is there twice', async () => {
    await put(toManifest('@postern/fetch/node_modules/@postern/core', '2.0.0'))
    expect((await examine()).out).toContain('@postern/core 2 times: 1.0.0 and 2.0.0')
  })

  it.each([
    ['no file', '16.4.6', { 'app/page.tsx': '' }, 'There is no proxy.ts or middleware.ts'],
    [
      'both files',
      '16.4.6',
      { 'app/a': '', 'proxy.ts': HANDLER, 'middleware.ts': HANDLER },
      'There are proxy.ts and middleware.ts',
    ],
    ['a file outside of src', '16.4.6', { 'src/app/a': '', 'proxy.ts': HANDLER }, 'Move it to src/proxy.ts'],
    ['a file inside of src without need', '16.4.6', { 'app/a': '', 'src/proxy.ts': HANDLER }, 'Move it to proxy.ts'],
    ['proxy.ts in Next 15', '15.5.29', { 'app/a': '', 'proxy.ts': HANDLER }, 'does not run proxy.ts'],
    [
      'no export',
      '16.4.6',
      { 'app/a': '', 'proxy.ts': 'const proxy: () => void = () => {}' },
      'proxy.ts exports no handler',
    ],
    [
      'a named export',
      '16.4.6',
      { 'app/a': '', 'proxy.ts': 'export function proxy(): void {}' },
      'and exports a handler',
    ],
  ])('says what becomes of %s in Next %s', async (_name, version, files, message) => {
    await put({ ...toManifest('next', version), ...files })
    expect((await examine()).out).toContain(message)
  })

  it('gives the same as data', async () => {
    const { out } = await runCommand(['doctor', '--json'], { folder, variables, nowMs: Date.now() })
    const { variables: named } = JSON.parse(out)
    expect(named).toContainEqual({ name: 'CLERK_SECRET_KEY', source: 'process' })
    expect(out).not.toContain(secretKey)
  })
})

describe('checkOnline', () => {
  const environment = new Map([['CLERK_SECRET_KEY', { value: secretKey, source: 'process', hiddenIn: [] }]])
  const ask = (answer: () => Response): ReturnType<typeof checkOnline> =>
    checkOnline(
      environment,
      () => 60_000,
      async () => answer(),
    )

  it('says that the key set is there, and how far the clock is off', async () => {
    const findings = await ask(() => new Response('{}', { headers: { date: new Date(0).toUTCString() } }))
    expect(findings.map(({ message }) => message)).toEqual([
      'api.clerk.com gives the key set.',
      "The clock is 60 s ahead of the provider's.",
    ])
  })

  it('says that the secret key is unknown', async () => {
    expect((await ask(() => new Response('', { status: 401 })))[0]).toMatchObject({ level: 'fault' })
  })

  it('says that nobody can be reached', async () => {
    const findings = await ask(() => {
      throw new TypeError('canary7')
    })
    expect(JSON.stringify(findings)).toMatch(/cannot be reached(?!.*canary7)/)
  })
})
