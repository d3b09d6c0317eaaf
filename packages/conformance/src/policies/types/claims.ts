/** The application's own claims, declared by the vendor's global (T1). */
import { auth, clerkMiddleware, getAuth } from '@clerk/nextjs/server'
import type { NextApiRequest } from 'next'
import { NextResponse } from 'next/server'

export type Role = NonNullable<CustomJwtSessionClaims['metadata']['role']>

export async function checkRole(role: Role): Promise<boolean> {
  const { sessionClaims } = await auth()
  return sessionClaims?.metadata.role === role
}

export function readRole(request: NextApiRequest): 'admin' | 'moderator' | undefined {
  return getAuth(request).sessionClaims?.metadata?.role
}

export async function checkMisspelt(): Promise<boolean> {
  const { sessionClaims } = await auth()
  // @ts-expect-error -- no such role
  return sessionClaims?.metadata.role === 'admn'
}

export default clerkMiddleware(async (auth, request) => {
  const { sessionClaims, userId } = await auth()
  if (userId !== null && sessionClaims?.metadata?.onboardingComplete !== true) {
    return NextResponse.redirect(new URL('/onboarding', request.url))
  }
  const subject: string | undefined = sessionClaims?.sub
  const issuedFor: string | undefined = sessionClaims?.azp
  if (subject === issuedFor) return NextResponse.next()
  return undefined
})
