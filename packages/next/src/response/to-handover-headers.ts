/**
 * What the middleware decided → request headers that only server code of this application can read. Waits for
 * the platform's cryptography.
 *
 * @see rulings.md 3; protocol.md 15.6
 */
import type { Handover, HeaderList } from '@postern/core'
import type { JsonObject, SealableHandover, VendorHeaders, VendorKeys } from '@postern/core/handover'
import { toVendorHeaders, whenKnown } from '@postern/core/handover'
import { DEBUG_HEADER, SEAL_HEADER, UNSEALED } from '@postern/core/wire'
import type { MiddlewareSetup } from '../middleware/middleware-setup.ts'

/** A machine token that was looked at, as server code wants it. */
export interface MachineHandover {
  /** Null for one that does not hold. */
  readonly token: string | null
  /** The auth object without its functions; for a token that does not hold, the empty one of its kind. */
  readonly auth: JsonObject
}

/** What is handed over. */
export interface ServerFacts {
  readonly handover: Handover
  /** Null when the request carries no machine token, or none was asked for. */
  readonly machine: MachineHandover | null
  readonly trace: readonly string[]
}

/** The request as the application will see it. */
export interface HandoverTarget {
  readonly method: string
  /** Without query. */
  readonly path: string
  readonly host: string
}

/**
 * Names and values, to be set on the request in place of whatever a client sent.
 *
 * Rejects where they cannot be sealed; the request is then answered with 500. Only without any key it goes on unsealed.
 *
 * @returns The headers themselves where everything that needs a key was made before.
 */
export function toHandoverHeaders(
  setup: MiddlewareSetup,
  facts: ServerFacts,
  target: HandoverTarget,
  nowMs: number,
): HeaderList | Promise<HeaderList> {
  const vendor = setup.vendor === null ? [] : toVendor(setup.vendor, facts)
  return whenKnown(vendor, toSeal(setup, facts, target, nowMs), (headers, seal): HeaderList => {
    const debug = setup.isDebug ? [[DEBUG_HEADER, 'true'] as const] : []
    return [...headers, ...debug, [SEAL_HEADER, seal]]
  })
}

function toSeal(
  setup: MiddlewareSetup,
  facts: ServerFacts,
  target: HandoverTarget,
  nowMs: number,
): string | Promise<string> {
  // Without a key nothing can be proven to the server; the mark only says that the middleware ran.
  if (setup.seal === null) return UNSEALED
  const { handover, machine, trace } = facts
  const sealable: SealableHandover = {
    publishableKey: handover.publishableKey,
    ...target,
    token: toToken(facts),
    // The vendor's headers carry the token beside the seal already.
    isTokenInside: setup.handover === 'sealed',
    contents: {
      status: handover.status,
      reason: handover.reason,
      clerkUrl: handover.clerkUrl,
      machineAuth: machine?.auth ?? null,
      isMachineAsked: setup.handover === 'clerk',
      options: setup.sealableOptions,
      reader: handover.reader,
      mark: handover.mark,
      trace,
    },
  }
  return setup.seal(sealable, nowMs)
}

function toVendor(vendor: VendorKeys, facts: ServerFacts): VendorHeaders | Promise<VendorHeaders> {
  const { handover, machine } = facts
  const { status, reason, message, clerkUrl } = handover
  const machineAuth = machine?.auth ?? null
  return toVendorHeaders(
    { status, reason: reason ?? '', message, token: toToken(facts) ?? '', clerkUrl, machineAuth },
    vendor,
  )
}

function toToken({ handover, machine }: ServerFacts): string | null {
  return machine === null ? handover.token : machine.token
}
