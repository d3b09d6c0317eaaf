import { testRule } from '../../test/test-rule.ts'
import { awaitAuth } from './await-auth.ts'

const next = `import { auth } from '@postern/next'; `
const page = (body: string): string => `${next}export default async function Page() { ${body} }`
const middleware = `import { clerkMiddleware } from '@postern/next'; `

testRule('await-auth', awaitAuth, {
  reports: {
    'an answer that is taken apart': {
      code: page('const { userId } = auth()'),
      messageId: 'fields',
      fixed: page('const { userId } = await auth()'),
    },
    'an assignment that takes it apart': {
      code: page('let userId; ({ userId } = auth())'),
      messageId: 'fields',
      fixed: page('let userId; ({ userId } = await auth())'),
    },
    'a spread': {
      code: page('return { ...auth() }'),
      messageId: 'fields',
      fixed: page('return { ...await auth() }'),
    },
    'a field of the promise': {
      code: page('return auth().userId'),
      messageId: 'field',
      fixed: page('return (await auth()).userId'),
    },
    'a call of a method of the promise': {
      code: page(`if (auth({ acceptsToken: 'any' }).has({ role: 'x' })) return 1`),
      messageId: 'field',
      fixed: page(`if ((await auth({ acceptsToken: 'any' })).has({ role: 'x' })) return 1`),
    },
    'a field of a variable': {
      code: page('const session = auth(); return session.userId'),
      messageId: 'field',
      fixed: page('const session = auth(); return (await session).userId'),
    },
    'a variable that is taken apart': {
      code: page('const session = auth(); const { orgId } = session'),
      messageId: 'fields',
      fixed: page('const session = auth(); const { orgId } = await session'),
    },
    'a promise that is tested': { code: page('if (!auth()) return null'), messageId: 'truth' },
    'a promise that is compared': { code: page('return auth() === null'), messageId: 'truth' },
    'a promise before &&': { code: page('return auth() && load()'), messageId: 'truth' },
    'protect of the promise': {
      code: page(`auth().protect({ role: 'org:admin' })`),
      messageId: 'protect',
      fixed: page(`await auth.protect({ role: 'org:admin' })`),
    },
    'awaited protect of the promise': {
      code: page('await auth().protect()'),
      messageId: 'protect',
      fixed: page('await auth.protect()'),
    },
    'protect of a promise in a variable': {
      code: page('const session = auth(); session.protect()'),
      messageId: 'protect',
    },
    'a function that is not async': {
      code: `${next}export const GET = () => { const { userId } = auth(); return Response.json(userId) }`,
      messageId: 'fields',
      suggested: `${next}export const GET = async () => { const { userId } = await auth(); return Response.json(userId) }`,
    },
    'the first parameter of a rule': {
      code: `${middleware}clerkMiddleware(async (auth) => { if (auth().userId === null) return })`,
      messageId: 'field',
      fixed: `${middleware}clerkMiddleware(async (auth) => { if ((await auth()).userId === null) return })`,
    },
    'a handler of fetch': {
      code: `import { withAuth } from '@postern/fetch'; withAuth(async (request, { auth }) => Response.json(auth().userId))`,
      messageId: 'field',
      fixed: `import { withAuth } from '@postern/fetch'; withAuth(async (request, { auth }) => Response.json((await auth()).userId))`,
    },
    'a handle of Hono in a variable': {
      code: `import { getAuthHandle } from '@postern/hono'; async function f(c) { const auth = getAuthHandle(c); return auth().userId }`,
      messageId: 'field',
      fixed: `import { getAuthHandle } from '@postern/hono'; async function f(c) { const auth = getAuthHandle(c); return (await auth()).userId }`,
    },
    'a call with TypeScript around it': {
      code: page('return auth!()!.userId'),
      messageId: 'field',
      fixed: page('return (await auth!()!).userId'),
    },
  },
  passes: {
    'an awaited answer': page('const { userId } = await auth(); return (await auth()).orgId ?? userId'),
    'an answer that then is given': page('return auth().then(({ userId }) => userId)'),
    'a returned promise': `${next}export const whoIsHere = () => auth()`,
    'a promise in a variable': page('const session = auth(); const { userId } = await session'),
    'a promise that is handed to other code': page('const { userId } = use(auth()); return <Who session={auth()} />'),
    'a Promise.all': page('const [{ userId }, notes] = await Promise.all([auth(), load()])'),
    'getAuth of the Pages Router': `import { getAuth } from '@postern/next'; export default (req, res) => { const { userId } = getAuth(req); res.json(getAuth(req).orgId) }`,
    'getAuth of Hono': `import { getAuth } from '@postern/hono'; app.get('/', (c) => c.json(getAuth(c).userId))`,
    "somebody else's auth": `import { auth } from './auth'; export const f = async () => auth().userId`,
    'an import of a type': `import type { auth } from 'x'; export const f = async (auth) => auth().userId`,
    'a name that shadows ours': `${next}const f = (auth) => auth().userId`,
    'a field of auth itself': page('return auth.name'),
    'a name that only the running program knows': page('return auth()[name]'),
  },
})
