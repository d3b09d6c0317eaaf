/** The contract's application over `@postern/hono`: the guard as handler of the middleware, the application as route. */
import type { AuthOptions } from '@postern/core'
import { clerkMiddleware } from '@postern/hono'
import { Hono } from 'hono'
import { echo, guard } from '../policy.ts'
import type { ContractApp } from '../run-contract.ts'

export function answerWithHono(options: AuthOptions | (() => AuthOptions)): ContractApp {
  const handled = new WeakSet<object>()
  const app = new Hono<{ Bindings: { readonly call: object } }>()
  app.use(clerkMiddleware((auth, c) => guard(auth, c.req.raw), options))
  app.all('*', (c) => {
    handled.add(c.env.call)
    return echo(c.req.raw)
  })
  return async (request) => {
    const call = {}
    return { response: await app.fetch(request, { call }), isHandled: handled.has(call) }
  }
}
