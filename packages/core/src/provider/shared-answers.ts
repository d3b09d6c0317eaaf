/**
 * Provider room. What the provider told another process of a machine token ↔ an entry of the shared store. Waits for the store.
 *
 * An entry is read as if the provider had said it: by the same rules, from the time of that answer. It is checked like one, since another version
 * of this code may have written it.
 *
 * @see rulings.md D11
 */
import type { MachineFacts } from '../claims/verified.ts'
import { isRecord } from '../foundation/is-record.ts'
import { readNowMs, type Ports, type StoreAddress } from '../foundation/ports.ts'
import { fail } from '../foundation/result.ts'
import type { MachineTokenType } from '../wire/token-types.ts'
import type { CallBudget } from './call-budget.ts'
import { parseMachineToken } from './parse-machine-token.ts'
import type { Introspection } from './provider-memory.ts'
import { readShared, writeShared } from './read-shared.ts'

/** An answer, and when the provider gave it. */
export interface SharedAnswer {
  readonly answer: Introspection
  /** Milliseconds since the Unix epoch. Not in the future. */
  readonly answeredAtMs: number
}

export interface SharedAnswers {
  /**
   * What the store knows of a token. Never rejects.
   *
   * @param address Names the token, its kind and who asks, without giving them away; sealed with the key that asks.
   * @returns Null also where the store may not be asked now, or fails.
   */
  load(address: StoreAddress, type: MachineTokenType, isKnown: boolean): Promise<SharedAnswer | null>
  /** Hands an answer on. @param lifetimeMs How long it may be believed from now. Nothing is written where that is no time. */
  write(address: StoreAddress, answer: SharedAnswer, lifetimeMs: number): void
}

/** @param budget For reads. Tokens that never were good must not cost the store more than they may cost the provider. */
export function createSharedAnswers(audiences: readonly string[], ports: Ports, budget: CallBudget): SharedAnswers {
  return {
    async load(address, type, isKnown) {
      const { store } = ports
      if (!store) return null
      const end = budget.begin(isKnown ? 'known-token' : 'token', readNowMs(ports))
      if (typeof end === 'string') return null
      const found = await readShared(store, address, ports)
      const nowMs = readNowMs(ports)
      // A store that fails is left alone for a while, as the provider is.
      end({ status: found === null ? 503 : 200, retryAfterMs: null }, nowMs)
      const entry = parseEntry(found?.text ?? null, type, audiences)
      return entry !== null && entry.answeredAtMs <= nowMs ? entry : null
    },
    write(address, { answer, answeredAtMs }, lifetimeMs) {
      const { store } = ports
      if (!store || !(lifetimeMs > 0)) return
      const text = toEntry(answer, answeredAtMs)
      if (text !== null) ports.waitUntil(writeShared(store, address, text, lifetimeMs, ports))
    },
  }
}

/** Null where claims nest so deep that an engine, which could read them, cannot write them. */
function toEntry(answer: Introspection, answeredAtMs: number): string | null {
  try {
    return JSON.stringify([answeredAtMs, answer.ok ? toAnswer(answer.value) : answer.failure])
  } catch {
    return null
  }
}

/** Facts in the provider's words, so that what reads its answers reads entries too. */
function toAnswer(facts: MachineFacts): object {
  const common = { ...facts, expiration: facts.expirationMs }
  return facts.tokenType === 'oauth_token' ? { ...common, aud: facts.audiences, act: facts.actor } : common
}

function parseEntry(text: string | null, type: MachineTokenType, audiences: readonly string[]): SharedAnswer | null {
  try {
    const entry: unknown = JSON.parse(text ?? 'null')
    const [answeredAtMs, told]: readonly unknown[] = Array.isArray(entry) ? entry : []
    if (typeof answeredAtMs !== 'number' || !isRecord(told)) return null
    const answer = told['reason'] === 'token-invalid' ? toRefusal(told) : parseMachineToken(told, type, audiences)
    return answer.ok || answer.failure.reason === 'token-invalid' ? { answer, answeredAtMs } : null
  } catch {
    return null
  }
}

function toRefusal({ message, status }: Readonly<Record<string, unknown>>): Introspection {
  return fail({
    reason: 'token-invalid',
    message: typeof message === 'string' ? message : '',
    status: typeof status === 'number' ? status : null,
  })
}
