/** What one side says of a machine token. Waits for the verification. */
import type { createClerkClient } from '@clerk/backend'
import { createAuth } from '@postern/core'
import { KEYS } from '../claims/claims-outcome.ts'
import { createMemory, type Memory } from '../outcome.ts'
import type { OwnKey } from '../own-key.ts'
import type { MachineCase } from './draw-machine.ts'
import type { MachineProvider } from './machine-provider.ts'

export interface MachineOutcome {
  readonly status: string
  readonly reason: string | null
  readonly calls: readonly string[]
  readonly auth: Readonly<Record<string, unknown>> | null
}

type VendorClient = ReturnType<typeof createClerkClient>
type VendorOptions = NonNullable<Parameters<VendorClient['authenticateRequest']>[1]>

function toRequest(key: OwnKey, { token }: MachineCase): Request {
  const text = typeof token === 'string' ? token : key.sign(token.header, token.payload)
  return new Request('https://www.app.test/', { headers: { authorization: `Bearer ${text}`, accept: '*/*' } })
}

function toOptions(key: OwnKey, { acceptsToken, audience }: MachineCase) {
  return { jwtKey: key.jwtKey, acceptsToken, ...(audience !== undefined && { audience }) }
}

export async function askVendor(
  client: VendorClient,
  key: OwnKey,
  provider: MachineProvider,
  given: MachineCase,
): Promise<MachineOutcome> {
  provider.set(given.answer)
  try {
    const options = { ...KEYS, ...toOptions(key, given) } as VendorOptions
    const state = await client.authenticateRequest(toRequest(key, given), options)
    const auth = describeAuth(state.toAuth())
    return { status: state.status, reason: state.reason, calls: provider.takeCalls(), auth }
  } catch {
    return { status: 'threw', reason: null, calls: provider.takeCalls(), auth: null }
  }
}

export async function askOurs(
  key: OwnKey,
  provider: MachineProvider,
  given: MachineCase,
  memory: Memory = createMemory(),
): Promise<MachineOutcome> {
  provider.set(given.answer)
  try {
    const auth = createAuth(
      { ...KEYS, apiUrl: provider.apiUrl, ...memory.options, ...toOptions(key, given) },
      { log: () => {}, fetch: memory.fetch },
    )
    const { acceptsToken } = given
    const decision = await auth.decide(toRequest(key, given), async (handle) =>
      describeAuth(await handle({ acceptsToken })),
    )
    const headers = new Headers(decision.responseHeaders.map(([name, value]): [string, string] => [name, value]))
    const status = headers.get('x-clerk-auth-status') ?? 'signed-in'
    const reason = headers.get('x-clerk-auth-reason')
    const who = decision.kind === 'pass' ? (decision.guarded ?? null) : null
    return { status, reason, calls: provider.takeCalls(), auth: who }
  } catch {
    return { status: 'threw', reason: null, calls: provider.takeCalls(), auth: null }
  }
}

/** Without functions, and what is absent. The empty `sessionId` of a token without one: `../claims` says why (record 023). */
function describeAuth(auth: object | null): Readonly<Record<string, unknown>> {
  const fields = Object.entries(auth ?? {}).filter(([, value]) => typeof value !== 'function')
  return Object.fromEntries(
    fields.filter(([name, value]) => value !== undefined && value !== null && !(name === 'sessionId' && value === '')),
  )
}
