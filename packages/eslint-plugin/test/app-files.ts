/** An application of Next's, file by file. A line that ends in `// postern/…` makes the mistake of that name; every other line makes none. */
export const APP_FILES: Readonly<Record<string, string>> = {
  'proxy.ts': `
import { clerkMiddleware, createRouteMatcher } from '@postern/next'
import type { NextRequest } from 'next/server'

const isPrivate = createRouteMatcher(['/admin/:path*'])

export default clerkMiddleware(async (auth, req: NextRequest) => {
  if (isPrivate(req)) auth.protect({ role: 'org:admin' }) // postern/await-protect
  if (req.nextUrl.pathname === '/me') await auth.protect()
})
`,
  'lib/auth.ts': `
// Somebody else's, of the same name, which answers at once.
export const auth = () => ({ userId: 'user_ada', has: () => true, protect: () => null })
`,
  'lib/require-admin.ts': `
import { auth } from '@postern/next'

export async function requireAdmin() {
  return auth.protect({ role: 'org:admin' })
}

export async function deleteAll() {
  requireAdmin() // postern/await-protect
}
`,
  'app/layout.tsx': `
import { auth } from '@postern/next'
import type { ReactNode } from 'react'

export default async function Layout({ children }: { readonly children: ReactNode }) {
  await auth.protect() // postern/no-protect-in-layout
  return <main>{children}</main>
}
`,
  'app/admin/layout.tsx': `
import { auth } from '@postern/next'

export default async function Layout({ children }: { readonly children: unknown }) {
  const { userId } = await auth()
  return <main title={userId ?? undefined}>{children}</main>
}
`,
  'app/admin/page.tsx': `
import { auth } from '@postern/next'

export default async function Page() {
  const { userId } = auth() // postern/await-auth
  const { has } = await auth()
  has({ role: 'org:admin' }) // postern/no-ignored-has
  return <h1>{has({ role: 'org:admin' }) ? userId : null}</h1>
}
`,
  'app/notes/actions.ts': `
'use server'

import { auth } from '@postern/next'
import { unstable_rethrow } from 'next/navigation'

export async function add(form: FormData) {
  try {
    await auth.protect() // postern/no-swallowed-protect
    return String(form.get('note'))
  } catch (error) {
    console.error(error)
    return null
  }
}

export async function remove(form: FormData) {
  try {
    await auth.protect()
    return String(form.get('note'))
  } catch (error) {
    unstable_rethrow(error)
    return null
  }
}
`,
  'app/theirs/page.tsx': `
import { auth } from '../../lib/auth'

export default function Page() {
  auth().protect()
  auth().has()
  return <h1>{auth().userId}</h1>
}
`,
  'worker.ts': `
import { clerkMiddleware, getAuth, getAuthHandle, protect } from '@postern/hono'
import { withAuth } from '@postern/fetch'
import { Hono } from 'hono'

const app = new Hono()
app.use(clerkMiddleware(async (auth, c) => {
  if (c.req.path !== '/') auth.protect() // postern/await-protect
}))
app.get('/admin', protect({ role: 'org:admin' }), (c) => c.json({ userId: getAuth(c).userId }))
app.get('/notes', async (c) => {
  const auth = getAuthHandle(c)
  try {
    await auth.protect()
  } catch {
    return c.json({ error: 'sign in' }, 401)
  }
  return c.json({ userId: auth().userId }) // postern/await-auth
})

export const fetch = withAuth(async (_request, { auth }) => {
  auth.protect() // postern/await-protect
  return Response.json(await auth())
})
export default app
`,
}

/** A finding: `app/admin/page.tsx:5 postern/await-auth`. */
export const toFinding = (file: string, line: number, rule: string): string => `${file}:${line} ${rule}`

/** What a linter has to find in the application, and nothing else. */
export const FINDINGS: readonly string[] = Object.entries(APP_FILES)
  .flatMap(([file, text]) =>
    text.split('\n').flatMap((line, at) => {
      const rule = /\/\/ (postern\/[a-z-]+)$/.exec(line)?.[1]
      return rule === undefined ? [] : [toFinding(file, at + 1, rule)]
    }),
  )
  .sort()
