/** An application as the vendor's quickstart writes it, with organizations and next-intl, after the packed command `postern migrate`: built and asked. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { installPacked } from '@postern/workspace/install-packed'
import { createEmulator, type Emulator } from '@postern/emulator'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILD_TIMEOUT_MS, buildFolder, type RunningFixture } from './start-fixture.ts'

const source = fileURLToPath(new URL('../../fixtures/next-quickstart', import.meta.url))
const migrated = fileURLToPath(new URL('../../fixtures/next-migrated', import.meta.url))
const execute = promisify(execFile)

/** The provider component needs a key when it is built; that of the run counts in the middleware. */
const BUILT = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('built.example$')}` }

interface Report {
  readonly files: readonly { readonly path: string }[]
  readonly findings: readonly { readonly kind: string; readonly level: string }[]
}

let app: RunningFixture
let emulator: Emulator
let report: Report
let again: Report

/** Everything but the build that may be there already. */
async function copySource(): Promise<void> {
  await mkdir(migrated, { recursive: true })
  const old = (await readdir(migrated)).filter((name) => name !== '.next')
  await Promise.all(old.map((name) => rm(join(migrated, name), { recursive: true, force: true })))
  const filter = (path: string): boolean => !/[/\\](\.next|node_modules)$/.test(path)
  await cp(source, migrated, { recursive: true, filter })
}

async function migrate(): Promise<void> {
  await copySource()
  const folder = await mkdtemp(join(tmpdir(), 'postern-cli-'))
  try {
    await installPacked(['core', 'emulator', 'cli'], folder)
    const run = async (...args: readonly string[]): Promise<Report> => {
      const command = join(folder, 'node_modules/@postern/cli/dist/cli.js')
      const { stdout } = await execute(process.execPath, [command, 'migrate', migrated, '--json', ...args])
      return JSON.parse(stdout)
    }
    report = await run('--write', '--force')
    again = await run()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

beforeAll(async () => {
  const home = new URL(import.meta.url)
  const [fixture, port] = await Promise.all([
    buildFolder(migrated, home, { env: BUILT, prepare: migrate }),
    findAnyPort(),
  ])
  emulator = createEmulator({ appOrigin: `http://localhost:${port}` })
  await emulator.listen()
  app = await fixture.start(
    {
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_SECRET_KEY: emulator.secretKey,
      NEXT_PUBLIC_CLERK_SIGN_IN_URL: emulator.signInUrl,
    },
    { port },
  )
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await emulator?.close()
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const ask = (path: string, cookie: string): Promise<Response> =>
  fetch(`${app.url}${path}`, { redirect: 'manual', headers: { ...page, cookie } })
const as = async (user: string, organization?: string): Promise<string> =>
  (await emulator.mint.session({ user, ...(organization !== undefined && { organization }) })).cookieHeader
const nobody = async (): Promise<string> => (await emulator.mint.visitor()).cookieHeader

describe('postern migrate', () => {
  it('changed every file of server code, and no component', async () => {
    expect(report.files.map(({ path }) => path)).toEqual([
      'app/[locale]/admin/page.tsx',
      'app/[locale]/dashboard/page.tsx',
      'app/[locale]/orgs/[slug]/page.tsx',
      'app/[locale]/page.tsx',
      'lib/who.ts',
      'proxy.ts',
      'package.json',
    ])
    expect(report.findings.map(({ kind, level }) => [kind, level])).toEqual([['matcher', 'note']])
    const [dashboard, layout] = await Promise.all(
      ['dashboard/page.tsx', 'layout.tsx'].map((path) => readFile(join(migrated, 'app/[locale]', path), 'utf8')),
    )
    expect(dashboard).toContain(`import { buildClerkProps } from '@clerk/nextjs/server'\n`)
    expect(dashboard).toContain(`import { auth, currentUser } from '@postern/next'\n`)
    expect(layout).toBe(await readFile(join(source, 'app/[locale]/layout.tsx'), 'utf8'))
  })

  it('has nothing left to do the second time', () => {
    expect(again.files).toEqual([])
  })
})

describe('the migrated application', () => {
  it.each(['/en/dashboard', '/de/dashboard', '/en/orgs/acme'])(
    'sends nobody to the sign-in page from %s',
    async (path) => {
      const away = await ask(path, await nobody())
      const location = new URL(away.headers.get('location') ?? '', app.url)
      expect([away.status, location.origin + location.pathname]).toEqual([307, emulator.signInUrl])
      expect(location.searchParams.get('redirect_url')).toBe(`${app.url}${path}`)
    },
  )

  it.each([
    ['/en', 'en: user_ada'],
    ['/de', 'de: user_ada'],
    ['/en/dashboard', 'Dashboard of user_ada, function'],
    ['/de/admin', 'Admin as org:admin'],
    ['/en/orgs/acme', 'Team acme, admin'],
  ])('shows %s to an admin', async (path, text) => {
    const shown = await ask(path, await as('ada'))
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining(text)])
  })

  it('answers 404 to a wrong role', async () => {
    expect((await ask('/en/admin', await as('grace'))).status).toBe(404)
  })

  it('keeps the redirect of next-intl, and the answer of a handler', async () => {
    const redirect = await ask('/', await nobody())
    expect([redirect.status, redirect.headers.get('location')]).toEqual([307, '/en'])
    expect(await (await ask('/api/me', await as('ada'))).json()).toEqual({ userId: 'user_ada' })
  })
})
