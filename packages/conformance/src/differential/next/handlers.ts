/** Handlers as people write them: every way to stop, to catch a stop, to redirect, and to answer. */
import { notFound, redirect, unstable_rethrow } from 'next/navigation.js'
import { NextResponse } from 'next/server.js'
import type { EitherHandler } from '../next-policies.ts'

const toDigest = (error: unknown): string => (error instanceof Error && 'digest' in error ? String(error.digest) : '')
const answer = (status: number): Response => new Response(null, { status })

/** By what they do. */
export const handlers: Readonly<Record<string, EitherHandler>> = {
  nothing: async () => undefined,
  protect: async (auth) => void (await auth.protect()) as undefined,
  'protect, role': async (auth) => void (await auth.protect({ role: 'org:admin' })) as undefined,
  'protect, undefined role': async (auth) => void (await auth.protect({ role: undefined })) as undefined,
  'protect, any token': async (auth) => void (await auth.protect({ token: 'any' })) as undefined,
  'protect, OAuth': async (auth) => void (await auth.protect({ token: 'oauth_token' })) as undefined,
  'protect, no token at all': async (auth) => void (await auth.protect({ token: [] })) as undefined,
  'protect, targets': async (auth) =>
    void (await auth.protect({
      unauthenticatedUrl: 'https://welcome.test/in?a=1',
      unauthorizedUrl: 'http://localhost:3000/denied',
    })) as undefined,
  'protect, role and a target': async (auth) =>
    void (await auth.protect({ role: 'org:owner' }, { unauthorizedUrl: 'https://other.test/denied' })) as undefined,
  'protect, the path itself': async (auth) =>
    void (await auth.protect({ unauthenticatedUrl: 'http://localhost:3000/dashboard?x=1' })) as undefined,
  'protect, a relative target': async (auth) =>
    void (await auth.protect({ unauthenticatedUrl: '/welcome' })) as undefined,
  // Every way in which an application may catch our stop.
  'catch, unstable_rethrow': async (auth) => {
    try {
      await auth.protect()
      return undefined
    } catch (error) {
      unstable_rethrow(error)
      return answer(500)
    }
  },
  'catch, digest': async (auth) => {
    try {
      await auth.protect({ role: 'org:admin' })
      return undefined
    } catch (error) {
      if (toDigest(error) !== '') throw error
      return answer(500)
    }
  },
  'catch, digest of a redirect': async (auth) => {
    try {
      await auth.protect()
      return undefined
    } catch (error) {
      if (toDigest(error).startsWith('NEXT_REDIRECT')) throw error
      return answer(403)
    }
  },
  'catch, digest of a refusal': async (auth) => {
    try {
      await auth.protect({ token: 'api_key' })
      return undefined
    } catch (error) {
      if (toDigest(error) === 'NEXT_HTTP_ERROR_FALLBACK;401') throw error
      return answer(418)
    }
  },
  'catch, rethrown by another function': async (auth) => {
    await Promise.all([auth.protect(), Promise.resolve()]).catch((error: unknown) => {
      throw error
    })
    return undefined
  },
  'catch, answer': async (auth) => {
    try {
      await auth.protect()
      return undefined
    } catch {
      return Response.json({ error: 'no' }, { status: 418 })
    }
  },
  'catch, and go on': async (auth) => {
    try {
      await auth.protect()
    } catch {}
    return undefined
  },
  'catch, and go on with a cookie': async (auth) => {
    try {
      await auth.protect()
    } catch {}
    const response = NextResponse.next()
    response.cookies.set('own', '1')
    return response
  },
  'not awaited': async (auth) => {
    // With the vendor's, the rejection that nobody waits for ends up with the process.
    void auth.protect()
    return undefined
  },
  'a question': async (auth) => {
    const who = await auth.protect().catch(() => null)
    return who === null ? Response.json({ who: false }) : undefined
  },
  'a race that is lost': async (auth) => {
    await Promise.race([Promise.resolve(), auth.protect()])
    return undefined
  },
  'all settled': async (auth) => {
    const [settled] = await Promise.allSettled([auth.protect()])
    return settled?.status === 'rejected' ? answer(418) : undefined
  },
  // Redirects of ours.
  'sign in': async (auth) => void (await auth()).redirectToSignIn() as undefined,
  'sign in, returned': async (auth) => (await auth()).redirectToSignIn() as undefined,
  'sign in, back to a path': async (auth) =>
    void (await auth()).redirectToSignIn({ returnBackUrl: '/back?y=2' }) as undefined,
  'sign in, back to a URL': async (auth) =>
    void (await auth()).redirectToSignIn({ returnBackUrl: new URL('https://other.test/x#y') }) as undefined,
  'sign in, back to nothing': async (auth) => void (await auth()).redirectToSignIn({ returnBackUrl: '' }) as undefined,
  'sign in, back to a script': async (auth) =>
    void (await auth()).redirectToSignIn({ returnBackUrl: 'javascript:alert(1)' }) as undefined,
  'sign in, back with a password': async (auth) =>
    void (await auth()).redirectToSignIn({ returnBackUrl: 'https://a:b@other.test/' }) as undefined,
  'sign up': async (auth) => void (await auth()).redirectToSignUp() as undefined,
  'sign up, back elsewhere': async (auth) =>
    void (await auth()).redirectToSignUp({ returnBackUrl: 'https://other.test/' }) as undefined,
  // Redirects and stops of Next's.
  'Next’s redirect': async () => redirect('/elsewhere'),
  'Next’s redirect, elsewhere': async () => redirect('https://other.test/'),
  'Next’s notFound': async () => notFound(),
  'NextResponse.redirect': async () => NextResponse.redirect('http://localhost:3000/elsewhere', 303),
  'Response.redirect': async () => Response.redirect('https://other.test/', 302),
  // Answers of the application's own.
  error: async () => {
    throw new Error('broken')
  },
  JSON: async (auth) => Response.json({ userId: (await auth()).userId }, { headers: { 'x-own': '1' } }),
  'an empty answer': async () => answer(204),
  'cookies and headers': async () => {
    const response = NextResponse.next({
      request: { headers: new Headers({ 'x-own': '1' }) },
      headers: { 'x-own': '2' },
    })
    response.cookies.set('own', '1')
    return response
  },
  'a rewrite': async (_, request) => NextResponse.rewrite(new URL('/other?y=1', request.url)),
  'a rewrite elsewhere': async () => NextResponse.rewrite('https://other.test/y'),
  'a status that goes on': async () => NextResponse.next({ status: 202 }),
  'a policy of its own': async () =>
    NextResponse.next({ headers: { 'content-security-policy': "default-src 'none'" } }),
}
