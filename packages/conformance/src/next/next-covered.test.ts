/**
 * Applications whose pages lie outside of what their matcher covers; built and served. What can be known from the build is refused, and the
 * rest is listed by the check of a build.
 */
import { cp, mkdir, rename } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { findUncovered, readApplication, runCheck } from '@postern/next/check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findInBuild } from './find-in-build.ts'
import { BUILD_TIMEOUT_MS, buildFolder, type Fixture, type RunningFixture } from './start-fixture.ts'

const fixtures = new URL('../../fixtures/', import.meta.url)

interface Case {
  readonly name: string
  readonly home: 'next-15' | 'next-covered'
  /** Of `next.config.ts`. */
  readonly config: string
  readonly basePath: string
}

const CASES: readonly Case[] = [
  {
    name: 'Next 16, locales and URLs as they were sent (H6)',
    home: 'next-covered',
    config: 'urls-as-sent',
    basePath: '',
  },
  {
    name: 'Next 15 on the edge, a prefix outside of the base path (H6)',
    home: 'next-15',
    config: 'outside-base-path',
    basePath: '/base',
  },
]

/** A copy for each, with the adapter as a package manager would install it. */
async function build({ home, config }: Case): Promise<Fixture> {
  const folder = new URL(`${home}/dist/covered-${config}/`, fixtures)
  await mkdir(folder, { recursive: true })
  for (const part of ['app', 'pages', 'next.config.ts', 'policy.ts', 'proxy.ts', 'tsconfig.json']) {
    await cp(fileURLToPath(new URL(`next-covered/${part}`, fixtures)), fileURLToPath(new URL(part, folder)), {
      recursive: true,
    })
  }
  if (home === 'next-15') await rename(new URL('proxy.ts', folder), new URL('middleware.ts', folder))
  for (const part of ['package.json', 'dist']) {
    const installed = new URL(`node_modules/@postern/next/${part}`, folder)
    await cp(fileURLToPath(new URL(`../../../next/${part}`, import.meta.url)), fileURLToPath(installed), {
      recursive: true,
    })
  }
  const next = home === 'next-15' ? new URL('next-15/package.json', fixtures) : new URL(import.meta.url)
  return buildFolder(fileURLToPath(folder), next, { env: { COVERED_CONFIG: config } })
}

describe.each(CASES)('$name', (given) => {
  let fixture: Fixture
  let app: RunningFixture
  beforeAll(async () => {
    fixture = await build(given)
    app = await fixture.start({
      // `next start` reads the file anew.
      COVERED_CONFIG: given.config,
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('clerk.example.com$')}`,
      CLERK_SECRET_KEY: `sk_test_${'a'.repeat(40)}`,
    })
  }, BUILD_TIMEOUT_MS)
  afterAll(() => app?.stop())

  it('is refused at its first request, with a code and the setting to change (H6)', async () => {
    const response = await fetch(`${app.url}${given.basePath}/secret`)
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('SECRET')])
    expect(app.output()).toMatch(/ERR_AUTH_NEXT_CONFIG: .*In next\.config, /)
  })

  it('serves nothing to anybody who comes through the middleware (H6)', async () => {
    const paths = ['/cdn/secret', '/cdn/users/1', '/de/secret', '/base/users/1', '/base/portal', '/portal']
    for (const path of paths) expect(await (await fetch(app.url + path)).text()).not.toContain('SECRET')
  })

  it('is listed by the check of its build, page by page (H10)', async () => {
    const application = await readApplication(`${fixture.folder}/.next`)
    const coverage = application && findUncovered(application)
    expect(coverage?.uncovered.map(({ page, isChosen }) => [page, isChosen])).toEqual([['/users/[id]', false]])
    expect(coverage?.aliases).toEqual([{ source: '/portal', page: '/secret', isCovered: true }])
    let text = ''
    const code = await runCheck([fixture.folder], { out: (part) => (text += part), err: (part) => (text += part) })
    expect([code, text]).toEqual([
      1,
      expect.stringMatching(/\/users\/x\.\w+[\s\S]*locale: false[\s\S]*'\/secret', '\/portal'/),
    ])
  })

  it('holds nothing of what development is told', async () => {
    expect(await findInBuild(fixture.folder, 'matcher-gaps')).toEqual([])
  })
})
