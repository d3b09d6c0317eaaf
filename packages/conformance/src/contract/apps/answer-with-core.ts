/** The contract's application over core alone. */
import { applyDecision, type AuthOptions, createAuth, type Pass, toHeaders } from '@postern/core'
import { echo, guard } from '../policy.ts'
import type { ContractApp } from '../run-contract.ts'

export function answerWithCore(options: AuthOptions | (() => AuthOptions)): ContractApp {
  const auth = createAuth(options)
  return async (request) => {
    const decision = await auth.decide(request, guard)
    if (decision.kind !== 'pass') {
      return {
        response: new Response(null, { status: decision.status, headers: toHeaders(decision) }),
        isHandled: false,
      }
    }
    const response = decision.guarded ?? (await echo(toApplicationRequest(request, decision)))
    return { response: applyDecision(decision, response), isHandled: decision.guarded === undefined }
  }
}

function toApplicationRequest(request: Request, { requestHeaders }: Pass<unknown>): Request {
  const headers = new Headers(request.headers)
  for (const name of requestHeaders.remove) headers.delete(name)
  for (const [name, value] of requestHeaders.set) headers.set(name, value)
  return new Request(request, { headers })
}
