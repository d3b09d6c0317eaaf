/** What one side makes of options: whether it refuses them, and where they lead a request. Waits for the verification. */
import { createClerkClient } from '@clerk/backend'
import { createAuth } from '@postern/core'
import type { SettingsCase } from './draw-settings.ts'

export interface SettingsAnswer {
  /** `refused`: an error of the developer's, before anybody is asked. Else the status. */
  readonly answer: string
  readonly reason: string | null
  readonly location: string | null
}

const refused: SettingsAnswer = { answer: 'refused', reason: null, location: null }

function toRequest(token: string, { carries }: SettingsCase): Request {
  const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
  const headers = carries === 'client' ? { ...page, cookie: '__client_uat=1' } : { authorization: `Bearer ${token}` }
  return new Request('https://www.app.test/a?x=1', { headers })
}

export async function askVendor(apiUrl: string, token: string, given: SettingsCase): Promise<SettingsAnswer> {
  const options = structuredClone(given.options) as Parameters<typeof createClerkClient>[0]
  try {
    const client = createClerkClient({ ...options, apiUrl, telemetry: { disabled: true } })
    const state = await client.authenticateRequest(toRequest(token, given), options as never)
    return { answer: state.status, reason: state.reason, location: state.headers.get('location') }
  } catch {
    return refused
  }
}

export async function askOurs(apiUrl: string, token: string, given: SettingsCase): Promise<SettingsAnswer> {
  try {
    const options = { ...structuredClone(given.options), apiUrl } as never
    const auth = createAuth(options, { log: () => {} })
    const decision = await auth.decide(toRequest(token, given))
    const headers = new Headers(decision.responseHeaders.map(([name, value]): [string, string] => [name, value]))
    const answer = headers.get('x-clerk-auth-status') ?? 'signed-in'
    const location = decision.kind === 'redirect' ? decision.location.href : null
    return { answer, reason: headers.get('x-clerk-auth-reason'), location }
  } catch {
    return refused
  }
}
