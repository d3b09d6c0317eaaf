import { testRule } from '../../test/test-rule.ts'
import { noProtectInLayout } from './no-protect-in-layout.ts'

const code = `import { auth } from '@postern/next'; export default async function Layout({ children }) { await auth.protect(); return children }`
const messageId = 'layout'

testRule('no-protect-in-layout', noProtectInLayout, {
  reports: {
    'the root layout': { code, filename: '/srv/shop/app/layout.tsx', messageId },
    'a layout below': { code, filename: '/srv/shop/src/app/(members)/admin/layout.js', messageId },
    'a layout on Windows': { code, filename: 'C:\\shop\\app\\admin\\layout.jsx', messageId },
    'a call that is not awaited': { code: code.replace('await ', ''), filename: '/srv/shop/app/layout.tsx', messageId },
    'a call in generateMetadata': {
      code: `import { auth } from '@postern/next'; export async function generateMetadata() { const { userId } = await auth.protect(); return { title: userId } }`,
      filename: '/srv/shop/app/layout.tsx',
      messageId,
    },
  },
  passes: {
    'a page': { code, filename: '/srv/shop/app/page.tsx' },
    'a component of the same name elsewhere': { code, filename: '/srv/shop/components/layout.tsx' },
    'a file whose name ends alike': { code, filename: '/srv/shop/app/admin/page-layout.tsx' },
    'auth() in a layout': {
      code: code.replace('auth.protect()', 'auth()'),
      filename: '/srv/shop/app/layout.tsx',
    },
    "somebody else's protect": { code: code.replace('@postern/next', 'other'), filename: '/srv/shop/app/layout.tsx' },
  },
})
