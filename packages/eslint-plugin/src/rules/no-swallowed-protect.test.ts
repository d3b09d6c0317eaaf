import { testRule } from '../../test/test-rule.ts'
import { noSwallowedProtect } from './no-swallowed-protect.ts'

const next = `import { auth } from '@postern/next'; `
const navigation = `import { unstable_rethrow, redirect, notFound as stop } from 'next/navigation'; ${next}`
const page = (body: string): string => `${navigation}export default async function Page() { ${body} }`
const caught = (handler: string): string =>
  page(`try { await auth.protect(); await load() } catch (error) { ${handler} }`)
const route = (handler: string): string =>
  `import { getAuthHandle } from '@postern/hono'; app.get('/', async (c) => { try { await getAuthHandle(c).protect() } catch (error) { ${handler} } return c.text('') })`
const messageId = 'page'

testRule('no-swallowed-protect', noSwallowedProtect, {
  reports: {
    'an empty catch': { code: page('try { await auth.protect() } catch {}'), messageId },
    'a catch that logs': { code: caught('console.error(error)'), messageId },
    'a catch that answers': { code: caught('return null'), messageId },
    'an answer that is kept': {
      code: page('try { const { userId } = await auth.protect() } catch { return null }'),
      messageId,
    },
    'a returned await': { code: page('try { return await auth.protect() } catch { return null }'), messageId },
    'a throw for errors of a class that is named': {
      code: caught('if (error instanceof DatabaseError) throw error'),
      messageId,
    },
    'a throw that belongs to a function in it': { code: caught('later(() => { throw error })'), messageId },
    'a throw that an inner try catches': { code: caught('try { throw error } catch {}'), messageId },
    'a function of the same name as one that throws': {
      code: `import { redirect } from './mine'; ${next}async function f() { try { await auth.protect() } catch { redirect('/') } }`,
      messageId,
    },
    'a Promise.all in a try': { code: page('try { await Promise.all([auth.protect(), load()]) } catch {}'), messageId },
    'a variable that is awaited in a try': {
      code: page('const asked = auth.protect(); try { await asked } catch {}'),
      messageId,
    },
    'an inner try without a catch': {
      code: page('try { try { await auth.protect() } finally { close() } } catch {}'),
      messageId,
    },
    'an outer catch, after an inner one threw again': {
      code: page('try { try { await auth.protect() } catch (error) { throw error } } catch {}'),
      messageId,
    },
    'a function that asks': {
      code: `${next}const requireAdmin = () => auth.protect({ role: 'x' }); export async function save() { try { await requireAdmin() } catch {} }`,
      messageId,
    },
    'a rule': {
      code: `import { clerkMiddleware } from '@postern/next'; clerkMiddleware(async (auth) => { try { await auth.protect() } catch { return null } })`,
      messageId: 'rule',
    },
    'a route of Hono that goes on': { code: route('console.error(error)'), messageId: 'rule' },
  },
  passes: {
    'a call before the try': page('await auth.protect(); try { await load() } catch { return null }'),
    unstable_rethrow: caught('unstable_rethrow(error); return null'),
    'a throw': caught('log(error); throw error'),
    'a throw of another error': caught(`throw new Error('no notes', { cause: error })`),
    'a throw of what is not known': caught('if (!(error instanceof DatabaseError)) throw error; return null'),
    'a throw in the other branch': caught('if (error instanceof DatabaseError) return null; else throw error'),
    'a throw after a class that is known': caught('if (error instanceof DatabaseError) return null; throw error'),
    'a throw for every error': caught('if (error instanceof Error) throw error'),
    'a throw by a question': caught('if (isRedirectError(error)) throw error; return null'),
    'a redirect of its own': caught(`redirect('/welcome')`),
    'a page that is not found': caught('stop()'),
    'a try with finally only': page('try { await auth.protect() } finally { close() }'),
    'a call in the catch': page('try { await load() } catch { await auth.protect() }'),
    'a call in the finally': page('try { await load() } catch {} finally { await auth.protect() }'),
    'a promise that leaves the try': page('try { return auth.protect() } catch { return null }'),
    'a function in the try': page('try { actions.push(async () => { await auth.protect() }) } catch {}'),
    'a try that catches an inner throw again': page(
      'try { try { await auth.protect() } catch (error) { throw error } } finally { close() }',
    ),
    'a question with catch': page('const found = await auth.protect().catch(() => null)'),
    'a route of Hono that answers in its own words': route(`return c.json({ error: 'sign in' }, 401)`),
    "somebody else's protect": `import { auth } from './auth'; async function f() { try { await auth.protect() } catch {} }`,
    'auth(), which refuses nobody': page('try { await auth() } catch { return null }'),
  },
})
