import { testRule } from '../../test/test-rule.ts'
import { awaitProtect } from './await-protect.ts'

const next = `import { auth } from '@postern/next'; `
const middleware = `import { clerkMiddleware } from '@postern/next'; `
const page = (body: string): string => `${next}export default async function Page() { ${body} }`

testRule('await-protect', awaitProtect, {
  reports: {
    'a statement in a page': { code: page('auth.protect()'), messageId: 'page', fixed: page('await auth.protect()') },
    'a statement at the top of a module': {
      code: `${next}auth.protect()`,
      messageId: 'page',
      fixed: `${next}await auth.protect()`,
    },
    'a call with what must hold': {
      code: page(`auth.protect({ role: 'org:admin' }, { unauthorizedUrl: '/' })`),
      messageId: 'page',
      fixed: page(`await auth.protect({ role: 'org:admin' }, { unauthorizedUrl: '/' })`),
    },
    'an answer that is taken apart': {
      code: page('const { userId } = auth.protect()'),
      messageId: 'page',
      fixed: page('const { userId } = await auth.protect()'),
    },
    'a field of the promise': {
      code: page('return auth.protect().userId'),
      messageId: 'page',
      fixed: page('return (await auth.protect()).userId'),
    },
    'a condition': {
      code: page('if (auth.protect()) return 1'),
      messageId: 'page',
      fixed: page('if (await auth.protect()) return 1'),
    },
    'a call after &&': {
      code: page('isPrivate && auth.protect()'),
      messageId: 'page',
      fixed: page('isPrivate && await auth.protect()'),
    },
    'a branch of a statement': {
      code: page('isPrivate ? auth.protect() : null'),
      messageId: 'page',
      fixed: page('isPrivate ? await auth.protect() : null'),
    },
    'a call with void': { code: page('void auth.protect()'), messageId: 'page' },
    'a then that nobody awaits': { code: page('auth.protect().then(load)'), messageId: 'page' },
    'a finally that nobody awaits': { code: page('auth.protect().finally(close)'), messageId: 'page' },
    'a Promise.all that nobody awaits': {
      code: page('Promise.all([auth.protect(), load()])'),
      messageId: 'page',
      suggested: page('await Promise.all([auth.protect(), load()])'),
    },
    'a variable that nobody awaits': { code: page('const asked = auth.protect(); return 1'), messageId: 'page' },
    'a field of a variable': {
      code: page('const asked = auth.protect(); return asked.userId'),
      messageId: 'page',
      suggested: page('const asked = auth.protect(); return (await asked).userId'),
    },
    'a call in forEach': { code: page('ids.forEach(() => auth.protect())'), messageId: 'page' },
    'a function that is not async': {
      code: `${next}export function GET() { auth.protect(); return new Response() }`,
      messageId: 'page',
      suggested: `${next}export async function GET() { await auth.protect(); return new Response() }`,
    },
    'a method, where nothing can be added safely': {
      code: `${next}export const routes = { get() { auth.protect() } }`,
      messageId: 'page',
    },
    'a default value, where nothing can be added': {
      code: `${next}async function f(a = auth.protect().userId) {}`,
      messageId: 'page',
    },
    'another name': {
      code: `import { auth as session } from '@postern/next/server'; async function f() { session.protect() }`,
      messageId: 'page',
      fixed: `import { auth as session } from '@postern/next/server'; async function f() { await session.protect() }`,
    },
    'a namespace': {
      code: `import * as postern from '@postern/next'; async function f() { postern.auth.protect() }`,
      messageId: 'page',
      fixed: `import * as postern from '@postern/next'; async function f() { await postern.auth.protect() }`,
    },
    'an import that waits': {
      code: `async function f() { const { auth } = await import('@postern/next'); auth.protect() }`,
      messageId: 'page',
      fixed: `async function f() { const { auth } = await import('@postern/next'); await auth.protect() }`,
    },
    'a name of protect itself': {
      code: page('const { protect: ask } = auth; ask()'),
      messageId: 'page',
      fixed: page('const { protect: ask } = auth; await ask()'),
    },
    'a call with TypeScript around it': {
      code: page('auth!.protect() as unknown'),
      messageId: 'page',
      fixed: page('await auth!.protect() as unknown'),
    },
    'an optional call': { code: page('auth?.protect()'), messageId: 'page', fixed: page('await auth?.protect()') },
    'the first parameter of a rule': {
      code: `${middleware}export default clerkMiddleware(async (auth, req) => { if (isPrivate(req)) auth.protect() })`,
      messageId: 'rule',
      fixed: `${middleware}export default clerkMiddleware(async (auth, req) => { if (isPrivate(req)) await auth.protect() })`,
    },
    'a rule that is not async': {
      code: `${middleware}export default clerkMiddleware((session) => { session.protect() })`,
      messageId: 'rule',
      suggested: `${middleware}export default clerkMiddleware(async (session) => { await session.protect() })`,
    },
    'a rule with a name': {
      code: `${middleware}const rule = async (auth) => { auth.protect() }; export default clerkMiddleware(rule, {})`,
      messageId: 'rule',
      fixed: `${middleware}const rule = async (auth) => { await auth.protect() }; export default clerkMiddleware(rule, {})`,
    },
    'a rule that is declared below': {
      code: `${middleware}export default clerkMiddleware(rule); async function rule(auth) { auth.protect() }`,
      messageId: 'rule',
      fixed: `${middleware}export default clerkMiddleware(rule); async function rule(auth) { await auth.protect() }`,
    },
    'a rule of a middleware with ports': {
      code: `import { createClerkMiddleware } from '@postern/next'; export default createClerkMiddleware({ store })(async (auth) => { auth.protect() })`,
      messageId: 'rule',
      fixed: `import { createClerkMiddleware } from '@postern/next'; export default createClerkMiddleware({ store })(async (auth) => { await auth.protect() })`,
    },
    'a rule of Hono': {
      code: `import { clerkMiddleware } from '@postern/hono'; app.use(clerkMiddleware(async (auth, c) => { auth.protect() }))`,
      messageId: 'rule',
      fixed: `import { clerkMiddleware } from '@postern/hono'; app.use(clerkMiddleware(async (auth, c) => { await auth.protect() }))`,
    },
    'a route of Hono': {
      code: `import { getAuthHandle } from '@postern/hono'; app.get('/', async (c) => { getAuthHandle(c).protect(); return c.text('') })`,
      messageId: 'rule',
      fixed: `import { getAuthHandle } from '@postern/hono'; app.get('/', async (c) => { await getAuthHandle(c).protect(); return c.text('') })`,
    },
    'a handler of fetch': {
      code: `import { withAuth } from '@postern/fetch'; export default { fetch: withAuth(async (request, { auth }) => { auth.protect(); return new Response() }) }`,
      messageId: 'rule',
      fixed: `import { withAuth } from '@postern/fetch'; export default { fetch: withAuth(async (request, { auth }) => { await auth.protect(); return new Response() }) }`,
    },
    'a handler of fetch that keeps its context': {
      code: `import { withAuth } from '@postern/fetch'; withAuth(async (request, context) => { context.auth.protect() })`,
      messageId: 'rule',
      fixed: `import { withAuth } from '@postern/fetch'; withAuth(async (request, context) => { await context.auth.protect() })`,
    },
    'a call of a function that asks': {
      code: `${next}async function requireAdmin() { return auth.protect({ role: 'org:admin' }) } export async function save() { requireAdmin() }`,
      messageId: 'helper',
      fixed: `${next}async function requireAdmin() { return auth.protect({ role: 'org:admin' }) } export async function save() { await requireAdmin() }`,
    },
    'a call of a function that asks such a function': {
      code: `${next}const a = () => auth.protect(); const b = async () => { await a() }; export async function save() { b() }`,
      messageId: 'helper',
      fixed: `${next}const a = () => auth.protect(); const b = async () => { await a() }; export async function save() { await b() }`,
    },
  },
  passes: {
    'an awaited call': page('await auth.protect()'),
    'an awaited answer': page('const { userId } = await auth.protect(); return userId'),
    'a returned call': page('return auth.protect()'),
    'a call that an arrow returns': `${middleware}export default clerkMiddleware((auth) => auth.protect())`,
    'a call after && that an arrow returns': `${middleware}export default clerkMiddleware((auth, req) => isPrivate(req) && auth.protect())`,
    'an awaited then': page('await auth.protect().then(load)'),
    'a question with catch': page('const found = await auth.protect().catch(() => null)'),
    'a rejection that then answers': page('auth.protect().then(load, refuse)'),
    'an awaited Promise.all': page('await Promise.all([auth.protect(), load()])'),
    'a Promise.all that is kept and awaited': page('const all = Promise.all([auth.protect(), load()]); await all'),
    'a variable that is awaited later': page('const asked = auth.protect(); load(); await asked'),
    'a variable that is awaited in one of two places': page('const asked = auth.protect(); if (x) await asked'),
    'a promise that is handed to other code': page('waitFor(auth.protect()); use(auth.protect())'),
    'a promise that is exported': `${next}export const asked = auth.protect()`,
    'a promise in an object': page('return { asked: auth.protect() }'),
    "somebody else's auth": `import { auth } from '@/auth'; async function f() { auth.protect(); auth.protect().userId }`,
    'a name that nobody imported': `async function f() { auth.protect() }`,
    'a parameter of the same name': `${next}async function f(auth) { auth.protect() }`,
    'a variable of the same name': `${next}async function f() { const auth = other(); auth.protect() }`,
    "the same call of somebody else's middleware": `import { clerkMiddleware } from 'other'; clerkMiddleware(async (auth) => { auth.protect() })`,
    'the second parameter of a rule': `${middleware}clerkMiddleware(async (auth, req) => { req.protect() })`,
    'a function for options of Hono': `import { clerkMiddleware } from '@postern/hono'; clerkMiddleware((c) => { c.protect() })`,
    'protect of Hono, which is a middleware': `import { protect } from '@postern/hono'; app.use(protect()); protect({ role: 'org:admin' })`,
    'a variable that is written twice': page('let asked = auth.protect(); asked = other(); asked.userId'),
    'a function that asks and is handed on': `${next}async function save() { await auth.protect() } export const Form = () => <form action={save} />`,
    'a function that asks and is awaited': `${next}const ask = () => auth.protect(); export async function save() { await ask() }`,
    'a function that only makes one that asks': `${next}function make() { return () => auth.protect() } export async function save() { make() }`,
    'a type of the same name': `import type { ClerkMiddlewareAuth as auth } from '@postern/next'`,
  },
})
