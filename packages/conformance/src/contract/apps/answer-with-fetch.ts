/** The contract's application over `@postern/fetch`: guard and handler are one function. */
import type { AuthOptions } from '@postern/core'
import { withAuth } from '@postern/fetch'
import { echo, guard } from '../policy.ts'
import type { ContractApp } from '../run-contract.ts'

export function answerWithFetch(options: AuthOptions | (() => AuthOptions)): ContractApp {
  const handled = new WeakSet<Request>()
  const handler = withAuth<[Request]>(async (request, { auth, platform: [incoming] }) => {
    const answer = await guard(auth, request)
    if (answer === undefined) handled.add(incoming)
    return answer ?? echo(request)
  }, options)
  return async (request) => ({ response: await handler(request, request), isHandled: handled.has(request) })
}
