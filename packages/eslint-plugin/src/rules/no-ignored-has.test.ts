import { testRule } from '../../test/test-rule.ts'
import { noIgnoredHas } from './no-ignored-has.ts'

const page = (body: string): string =>
  `import { auth } from '@postern/next'; export default async function Page() { ${body} }`
const messageId = 'ignored'

testRule('no-ignored-has', noIgnoredHas, {
  reports: {
    'a statement': { code: page(`const { has } = await auth(); has({ role: 'org:admin' })`), messageId },
    'a statement of the whole object': {
      code: page(`const who = await auth(); who.has({ role: 'org:admin' })`),
      messageId,
    },
    'a statement without any name': { code: page(`(await auth()).has({ role: 'org:admin' })`), messageId },
    'another name': { code: page(`const { has: may } = await auth(); may({ role: 'org:admin' })`), messageId },
    'has of whoever protect let through': {
      code: page(`const { has } = await auth.protect(); has({ plan: 'pro' })`),
      messageId,
    },
    'has of getAuth': {
      code: `import { getAuth } from '@postern/hono'; app.get('/', (c) => { getAuth(c).has({ role: 'org:admin' }); return c.text('') })`,
      messageId,
    },
    'an answer that then is given': {
      code: page(`await auth().then(({ has }) => { has({ role: 'org:admin' }) })`),
      messageId,
    },
    'an awaited variable': {
      code: page(`const asked = auth(); const { has } = await asked; has({ role: 'x' })`),
      messageId,
    },
    'a void': { code: page(`const { has } = await auth(); void has({ role: 'org:admin' })`), messageId },
    'a negation': { code: page(`const { has } = await auth(); !has({ role: 'org:admin' })`), messageId },
    'a question after &&': { code: page(`const { has } = await auth(); isPrivate && has({ role: 'x' })`), messageId },
    'a variable that nothing reads': {
      code: page(`const { has } = await auth(); const isAdmin = has({ role: 'x' })`),
      messageId,
    },
    'a question in forEach': {
      code: page(`const { has } = await auth(); roles.forEach((role) => has({ role }))`),
      messageId,
    },
    'a predicate that forgets to return': {
      code: page(`await auth.protect((has) => { has({ role: 'org:admin' }) })`),
      messageId,
    },
    'a predicate of Hono that forgets to return': {
      code: `import { protect } from '@postern/hono'; app.get('/', protect((has) => { has({ role: 'org:admin' }) }), show)`,
      messageId,
    },
  },
  passes: {
    'a condition': page(`const { has } = await auth(); if (!has({ role: 'org:admin' })) return null`),
    'a question before &&': page(`const { has } = await auth(); has({ role: 'x' }) && log()`),
    'an element that depends on it': page(
      `const { has } = await auth(); return <p>{has({ role: 'x' }) ? 'a' : 'b'}</p>`,
    ),
    'a variable that is read': page(`const { has } = await auth(); const isAdmin = has({ role: 'x' }); return isAdmin`),
    'a variable that is exported': `import { auth } from '@postern/next'; const { has } = await auth(); export const isAdmin = has({ role: 'x' })`,
    'a returned answer': page(`const { has } = await auth(); return has({ role: 'x' })`),
    'a predicate': page(`await auth.protect((has) => has({ role: 'a' }) || has({ role: 'b' }))`),
    'an argument': page(`const { has } = await auth(); report(has({ role: 'x' }))`),
    'a filter': page(`const { has } = await auth(); return roles.filter((role) => has({ role }))`),
    'has of a Set': page(`const { userId } = await auth(); new Set().has(userId)`),
    "somebody else's has": `import { has } from 'lodash'; has({ role: 'x' })`,
    'has of another auth': `import { auth } from './auth'; async function f() { (await auth()).has({ role: 'x' }) }`,
    'a parameter of the same name': page(
      `const { has } = await auth(); const f = (has) => { has('x') }; return has({ role: 'x' })`,
    ),
  },
})
