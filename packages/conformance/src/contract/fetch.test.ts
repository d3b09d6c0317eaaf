/** `@postern/fetch`: guard and handler are one function. */
import { withAuth } from '@postern/fetch'
import { echo, guard } from './policy.ts'
import { runContract } from './run-contract.ts'

runContract('fetch', (options) => {
  const handled = new WeakSet<Request>()
  const handler = withAuth<[Request]>(async (request, { auth, platform: [incoming] }) => {
    const answer = await guard(auth, request)
    if (answer === undefined) handled.add(incoming)
    return answer ?? echo(request)
  }, options)
  return async (request) => ({ response: await handler(request, request), isHandled: handled.has(request) })
})
