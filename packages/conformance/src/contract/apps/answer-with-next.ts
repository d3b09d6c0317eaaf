/** The contract's application over `@postern/next` in process: the router's part, which reads the control headers of the response, is played here. */
import { clerkMiddleware } from '@postern/next/server'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import type { AuthOptions } from '@postern/core'
import { echo, guard } from '../policy.ts'
import type { ContractApp } from '../run-contract.ts'

export function answerWithNext(options: AuthOptions | (() => AuthOptions)): ContractApp {
  const encryptionKey = 'a key for the contract test'
  const middleware = clerkMiddleware(
    (auth, request) => guard(auth, request),
    typeof options === 'function' ? () => ({ ...options(), encryptionKey }) : { ...options, encryptionKey },
  )
  return async (request) => {
    const incoming = new NextRequest(request)
    const event = { waitUntil: () => {} } as unknown as NextFetchEvent
    const response =
      (await middleware(incoming, event)) ?? new Response(null, { headers: { 'x-middleware-next': '1' } })
    const rewrite = response.headers.get('x-middleware-rewrite')
    if (rewrite !== null) return { response: toPublic(new Response('not found', response)), isHandled: false }
    if (response.headers.get('x-middleware-next') !== '1') return { response, isHandled: false }
    const answer = await echo(toApplicationRequest(incoming, response))
    for (const [name, value] of toPublic(response).headers) {
      if (name === 'set-cookie') answer.headers.append(name, value)
      else answer.headers.set(name, value)
    }
    return { response: answer, isHandled: true }
  }
}

/** What the router leaves of a middleware's response. */
function toPublic(response: Response): Response {
  const copy = new Response(response.body, response)
  for (const [name] of response.headers) if (name.startsWith('x-middleware-')) copy.headers.delete(name)
  return copy
}

/** The request as pages and route handlers see it, without what is handed over to `auth()`. */
function toApplicationRequest(request: Request, response: Response): Request {
  const names = response.headers.get('x-middleware-override-headers')
  if (names === null) return request
  const headers = new Headers()
  for (const name of names.split(',')) {
    const value = response.headers.get(`x-middleware-request-${name}`)
    if (value !== null && !HANDED_OVER.includes(name)) headers.set(name, value)
  }
  return new Request(request, { headers })
}

/** Headers that the middleware itself sets for `auth()`. @see protocol.md 15.6 */
const HANDED_OVER = [
  'x-clerk-auth-status',
  'x-clerk-auth-token',
  'x-clerk-auth-signature',
  'x-clerk-auth-message',
  'x-clerk-auth-reason',
  'x-clerk-clerk-url',
  'x-clerk-request-data',
  'x-postern-auth',
]
