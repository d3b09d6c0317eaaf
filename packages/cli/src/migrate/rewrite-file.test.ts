import { describe, expect, it } from 'vitest'
import { rewriteFile, type Packages } from './rewrite-file.ts'

const packages: Packages = { next: '@postern/next', hono: '@postern/hono', adapter: '@postern/fetch' }
const rewrite = (text: string, path = 'file.tsx') => rewriteFile(path, text, packages)
const kindsOf = (text: string, path?: string): readonly string[] => rewrite(text, path).findings.map(({ kind }) => kind)

describe('rewriteFile: declarations', () => {
  const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
    'changes the text between the quotes only, where every name moved': [
      `import { clerkMiddleware,createRouteMatcher }  from "@clerk/nextjs/server";\n`,
      `import { clerkMiddleware,createRouteMatcher }  from "@postern/next";\n`,
    ],
    'keeps an alias': [
      `import { auth as who } from '@clerk/nextjs/server'`,
      `import { auth as who } from '@postern/next'`,
    ],
    'keeps import type': [
      `import type { User } from '@clerk/nextjs/server'`,
      `import type { User } from '@postern/next'`,
    ],
    'renames a type and keeps what the file calls it': [
      `import { type ClerkMiddlewareSessionAuthObject, auth } from '@clerk/nextjs/server'`,
      `import { type SessionAuth as ClerkMiddlewareSessionAuthObject, auth } from '@postern/next'`,
    ],
    'splits what goes to two places': [
      `import { auth, buildClerkProps } from '@clerk/nextjs/server'\nauth()`,
      `import { buildClerkProps } from '@clerk/nextjs/server'\nimport { auth } from '@postern/next'\nauth()`,
    ],
    'splits where the last name goes': [
      `import { buildClerkProps, auth } from '@clerk/nextjs/server';`,
      `import { buildClerkProps } from '@clerk/nextjs/server';\nimport { auth } from '@postern/next';`,
    ],
    'splits over lines, with comments and a final comma': [
      `import {\n  auth, // asks\n  buildClerkProps, // gives\n  getAuth,\n} from '@clerk/nextjs/server'\n`,
      `import {\n  // asks\n  buildClerkProps, // gives\n} from '@clerk/nextjs/server'\nimport { auth, getAuth } from '@postern/next'\n`,
    ],
    'splits over lines without a final comma': [
      `import {\n  buildClerkProps,\n  auth\n} from '@clerk/nextjs/server'\n`,
      `import {\n  buildClerkProps\n} from '@clerk/nextjs/server'\nimport { auth } from '@postern/next'\n`,
    ],
    'splits types, and keeps the types of webhooks': [
      `import type { WebhookEvent, User } from '@clerk/nextjs/server'`,
      `import type { WebhookEvent } from '@clerk/nextjs/server'\nimport type { User } from '@postern/next'`,
    ],
    'keeps line ends of another system': [
      `'use client'\r\nimport { auth, buildClerkProps } from '@clerk/nextjs/server'\r\n`,
      `'use client'\r\nimport { buildClerkProps } from '@clerk/nextjs/server'\r\nimport { auth } from '@postern/next'\r\n`,
    ],
    'keeps a mark of byte order, and letters of two units': [
      `\uFEFF// 😀 ü\nimport { auth } from '@clerk/nextjs/server' // 😀`,
      `\uFEFF// 😀 ü\nimport { auth } from '@postern/next' // 😀`,
    ],
    'rewrites export … from': [
      `export { auth as default, clerkMiddleware } from '@clerk/nextjs/server'`,
      `export { auth as default, clerkMiddleware } from '@postern/next'`,
    ],
    'splits export … from': [
      `export { auth, type WebhookEvent } from '@clerk/nextjs/server'`,
      `export { type WebhookEvent } from '@clerk/nextjs/server'\nexport { auth } from '@postern/next'`,
    ],
    'moves auth out of the client entry, and leaves the components': [
      `import { auth, UserButton } from '@clerk/nextjs'`,
      `import { UserButton } from '@clerk/nextjs'\nimport { auth } from '@postern/next'`,
    ],
    'moves the middleware of Hono, of both packages': [
      `import { clerkMiddleware } from '@hono/clerk-auth'\nimport { getAuth } from '@clerk/hono'`,
      `import { clerkMiddleware } from '@postern/hono'\nimport { getAuth } from '@postern/hono'`,
    ],
    'moves verifyToken of the backend package to the adapter': [
      `import { createClerkClient, verifyToken } from '@clerk/backend'`,
      `import { createClerkClient } from '@clerk/backend'\nimport { verifyToken } from '@postern/fetch'`,
    ],
  }
  it.each(Object.entries(cases))('%s', (_, [before, after]) => {
    expect(rewrite(before).text).toBe(after)
  })

  it.each(Object.entries(cases))('%s, and a second time changes nothing', (_, [, after]) => {
    expect(rewrite(after)).toMatchObject({ text: after, changes: [] })
  })
})

describe('rewriteFile: other ways to name a module', () => {
  it.each([
    [`const { auth } = await import('@clerk/nextjs/server')`],
    [`const { auth } = require('@clerk/nextjs/server')`],
    [`const auth = (await import('@clerk/nextjs/server')).auth`],
    [`import('@clerk/nextjs/server').then((m) => m.auth)`],
    [`import('@clerk/nextjs/server').then(({ auth }) => auth())`],
    [`type Who = ReturnType<typeof import('@clerk/nextjs/server').auth>`],
    [`vi.mock('@clerk/nextjs/server', () => ({ auth: vi.fn() }))`],
    [`jest.mock('@clerk/nextjs/server', () => ({ __esModule: true, auth: jest.fn() }))`],
    [`jest.mock('@clerk/nextjs/server', function () { const auth = jest.fn(); return { auth } })`],
    [`vi.mock('@clerk/nextjs/server')`],
    [`const { auth } = jest.requireActual('@clerk/nextjs/server')`],
  ])('follows %s', (text) => {
    const expected = text.replaceAll('@clerk/nextjs/server', '@postern/next')
    expect(rewrite(text)).toMatchObject({ text: expected, changes: [{ from: '@clerk/nextjs/server' }] })
  })

  it('follows what a mock loads of its own module', () => {
    const text = `vi.mock('@clerk/nextjs/server', async () => ({
  ...(await vi.importActual<typeof import('@clerk/nextjs/server')>('@clerk/nextjs/server')),
  auth: vi.fn(),
}))`
    expect(rewrite(text)).toMatchObject({
      text: text.replaceAll('@clerk/nextjs/server', '@postern/next'),
      findings: [],
    })
  })

  it.each([
    ['namespace', `import * as clerk from '@clerk/nextjs/server'`],
    ['namespace', `import clerk = require('@clerk/nextjs/server')`],
    ['default-import', `import clerk, { auth } from '@clerk/nextjs/server'`],
    ['export-all', `export * from '@clerk/nextjs/server'`],
    ['export-all', `export * as clerk from '@clerk/nextjs/server'`],
    ['unreadable-names', `const clerk = require('@clerk/nextjs/server')`],
    ['unreadable-names', `const clerk = await import('@clerk/nextjs/server')`],
    ['unreadable-names', `const { auth, ...rest } = await import('@clerk/nextjs/server')`],
    ['unreadable-names', `type Clerk = typeof import('@clerk/nextjs/server')`],
    ['mixed-names', `const { auth, buildClerkProps } = await import('@clerk/nextjs/server')`],
    ['mixed-mock', `vi.mock('@clerk/nextjs/server', () => ({ auth: vi.fn(), buildClerkProps: vi.fn() }))`],
    ['declared-module', `declare module '@clerk/nextjs/server' { interface X {} }`],
    ['mentioned', `export const mocked = replaceModule('@clerk/nextjs/server')`],
    ['mentioned', `require.resolve('@clerk/nextjs/server')`],
    ['unparsed-file', `import { auth from '@clerk/nextjs/server'`],
    ['no-adapter', `import { clerkMiddleware } from '@clerk/express'`],
    ['frontend-api-proxy', `import { createFrontendApiProxyHandlers } from '@clerk/nextjs/server'`],
    ['unknown-export', `import { authMiddleware } from '@clerk/nextjs/server'`],
  ])('reports %s, and leaves %s', (kind, text) => {
    const { text: after, changes, findings } = rewrite(text, 'file.ts')
    expect([after, changes, findings.map((finding) => finding.kind)]).toEqual([text, [], [kind]])
  })

  it.each([
    [`import * as Clerk from '@clerk/nextjs'`],
    [`const Button = dynamic(() => import('@clerk/nextjs').then((m) => m.UserButton))`],
    [`export default { optimizePackageImports: ['@clerk/nextjs'] }`],
    [`vi.mock('@clerk/nextjs', () => ({ useAuth: vi.fn() }))`],
    [`import { verifyWebhook } from '@clerk/nextjs/webhooks'`],
    [`import '@clerk/nextjs/server'`],
  ])('has nothing to say about %s', (text) => {
    expect(rewrite(text)).toEqual({ text, changes: [], findings: [] })
  })

  it('says where, from 1', () => {
    const [finding] = rewrite(`// first\n  export * from '@clerk/nextjs/server'`).findings
    expect(finding).toMatchObject({ path: 'file.tsx', line: 2, column: 3, subject: '@clerk/nextjs/server' })
  })
})

describe('rewriteFile: what answers differently', () => {
  const gate = (args: string): string =>
    `import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'\nexport default clerkMiddleware(${args})`
  it.each([
    ['audience', gate(`{ audience: 'me' }`)],
    ['audience', gate(`() => {}, { audience: 'me' }`)],
    ['audience', gate(`() => {}, (req) => ({ audience: 'me' })`)],
    ['authorized-parties', gate(`{ authorizedParties: ['https://a.example'] }`)],
    ['authorized-party', gate(`{ authorizedParties: ['a.example'] }`)],
    ['empty-list', gate(`{ authorizedParties: [''] }`)],
    ['out-of-bounds', gate(`{ clockSkewInMs: -1 }`)],
    ['proxy-url', gate(`{ proxyUrl: 'https://a.example/__clerk?x=1' }`)],
    ['domain-url', gate(`{ domain: 'https://a.example' }`)],
    ['satellite-function', gate(`{ isSatellite: (url) => true }`)],
    ['secret-key', gate(`{ secretKey: process.env.KEY }`)],
    ['publishable-key', gate(`{ publishableKey: key }`)],
    ['some-requests', gate(`() => {}, (req) => { return { publishableKey: key, secretKey: other } }`)],
    ['unknown-option', gate(`{ authorizedPartys: [] }`)],
    ['organization-pattern', gate(`{ organizationSyncOptions: { organizationPatterns: ['/orgs/:name'] } }`)],
    ['organization-pattern', gate(`{ organizationSyncOptions: { organizationPatterns: ['orgs/:id'] } }`)],
    ['pattern-refused', gate('') + `\ncreateRouteMatcher(['/users/[id]'])`],
    ['pattern-without-slash', gate('') + `\ncreateRouteMatcher(['dashboard/(.*)'])`],
    ['not-awaited-middleware', gate(`async (auth) => { auth.protect() }`)],
    ['swallowed', gate(`async (auth) => { try { await auth.protect() } catch {} }`)],
    ['raced', gate(`async (auth) => { await Promise.race([auth.protect(), later()]) }`)],
    ['undefined-role', gate(`async (auth) => { await auth.protect({ role: undefined }) }`)],
    ['version-5', gate(`(auth) => { auth().protect() }`)],
    ['matcher', gate('') + `\nexport const config = { matcher: [] }`],
    [
      'not-awaited',
      `import { auth } from '@clerk/nextjs/server'\nexport default async function P() { auth.protect() }`,
    ],
    ['backend-client', `import { clerkClient } from '@clerk/nextjs/server'\n(await clerkClient()).users.getUser('u')`],
    ['verify-token', `import { verifyToken } from '@clerk/nextjs/server'`],
  ])('%s: %s', (kind, text) => {
    expect(kindsOf(text)).toContain(kind)
  })

  it.each([
    [gate('')],
    [gate(`{ clockSkewInMs: 5000, signInUrl: '/sign-in', debug: true }`)],
    [gate(`async (auth, req) => { if (matches(req)) await auth.protect() }`)],
    [gate(`async (auth) => { return auth.protect().catch(() => null) }`)],
    [gate(`async (auth) => { try { await auth.protect() } catch (error) { log(error); throw error } }`)],
    [gate(`async (auth) => { try { await auth.protect() } catch (error) { unstable_rethrow(error) } }`)],
    [gate(`async (auth) => { try { await work() } catch { await auth.protect() } }`)],
    [gate(`async (auth) => { const { userId } = await auth(); (await auth()).has({ role: 'a' }) }`)],
    [gate(`{ organizationSyncOptions: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] } }`)],
    [gate('') + `\ncreateRouteMatcher(['/dashboard(.*)', '/forum(.*)'])`],
    [gate('') + `\nconst q = (protect) => protect.protect()`],
  ])('has nothing to say about %s', (text) => {
    expect(kindsOf(text)).toEqual([])
  })

  it('leaves a client of which ours does not have every method', () => {
    const text = `import { auth, clerkClient } from '@clerk/nextjs/server'
const client = await clerkClient()
await client.signInTokens.createSignInToken({})`
    const { text: after, findings } = rewrite(text)
    expect(after).toContain(`import { clerkClient } from '@clerk/nextjs/server'\nimport { auth } from '@postern/next'`)
    expect(findings).toMatchObject([{ kind: 'client-method', subject: 'signInTokens.createSignInToken', line: 3 }])
  })
})
