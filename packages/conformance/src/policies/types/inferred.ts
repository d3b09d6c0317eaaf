/** Types that applications take by inference: the session's (T4). */
import { auth, type clerkMiddleware, getAuth } from '@clerk/nextjs/server'
import type { NextRequest } from 'next/server'

type Session = Awaited<ReturnType<typeof auth>>
type PagesSession = ReturnType<typeof getAuth>
type Protected = Awaited<ReturnType<typeof auth.protect>>
type Handler = Extract<Parameters<typeof clerkMiddleware>[0], NextRequest>

export interface Context {
  readonly session: Session
  readonly pages: PagesSession
  readonly request: Handler
}

export async function createContext(request: NextRequest): Promise<Context> {
  return { session: await auth(), pages: getAuth(request), request }
}

export function readUser({ session, pages }: Context): string | null {
  return session.userId ?? pages.userId
}

export function readOrganization({ session }: Context): string | null {
  return session.orgId ?? session.redirectToSignIn()
}

export const readProtected = (person: Protected): string => person.userId

// The same as a parameter of an application's own function.
export async function withSession<T>(run: (session: Session) => T): Promise<T> {
  return run(await auth())
}
