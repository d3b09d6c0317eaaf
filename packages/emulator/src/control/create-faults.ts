/** Trouble that is caused on purpose: outages, and rules that delay, limit, refuse and spoil tokens. */
import { namedSequence } from '../create-random.ts'
import type { HandshakeForm } from '../options.ts'
import { type Encounter, meetRules, type StandingRule, useUp } from './meet-rules.ts'
import { compilePath, toRule } from './to-rule.ts'
import type { TokenTrouble, Trouble, TroubleRule } from './trouble.ts'

/** Calls that are to fail. */
export interface PlannedFailure {
  /** How many calls still fail. A whole number from 1 to 1,000,000. */
  readonly count: number
  /** From 400 to 599. */
  readonly status: number
  /** `errors[0].code` of the answer. */
  readonly code: string
  /** Only calls whose path begins with this; it begins with a slash. Default: every API call. */
  readonly pathPrefix: string
  /** `Retry-After` of the answer, in seconds. Default none. */
  readonly retryAfterSec: number | null
}

/** `network`: calls do not get through (in process the call rejects; over a port the answer is 503). `http`: every call answers 503. */
export type Outage = 'network' | 'http'

export interface FaultState {
  readonly handshakeForm: HandshakeForm
  readonly outage: Outage | null
  /** How long the key set waits before it answers, in real milliseconds. */
  readonly keysDelayMs: number
  readonly failures: readonly PlannedFailure[]
  /** Every rule in force, those of `failures` and `keysDelayMs` included. */
  readonly trouble: readonly TroubleRule[]
}

export interface Faults {
  read(): FaultState
  change(change: Partial<Pick<FaultState, 'handshakeForm' | 'outage'>>): void
  add(trouble: Trouble): TroubleRule
  addFailure(failure: PlannedFailure): void
  clearFailures(): void
  setKeysDelayMs(ms: number): void
  remove(id: string): void
  clear(): void
  /** What becomes of a call. The rules that meet it are counted down before anybody waits. */
  meet(call: { readonly path: string; readonly method: string; readonly nowMs: number }): Encounter
  /** What is to be wrong with the session token that is signed next; null: nothing. */
  takeTokenTrouble(): TokenTrouble | null
  reset(): void
}

/** Paths of machine endpoints come here without a version, whether or not the caller named one. */
const VERSION_OF_MACHINE_PATHS = /^\/v1(?=\/(api_keys|m2m_tokens|oauth_applications)(\/|$))/
const KEY_SETS: readonly string[] = ['/v1/jwks', '/.well-known/jwks.json']

interface Levers {
  readonly handshakeForm: HandshakeForm
  readonly outage: Outage | null
}

/** @param idSeed Under a name, random delays are the same in every run. */
export function createFaults(handshakeForm: HandshakeForm, idSeed: string | null): Faults {
  let levers: Levers = { handshakeForm, outage: null }
  let rules: readonly StandingRule[] = []
  let count = 0
  let next = createFractions(idSeed)
  const stand = (trouble: Trouble, rest: Pick<StandingRule, 'fits' | 'source'>): TroubleRule => {
    count += 1
    const rule = toRule(`trouble_${count}`, trouble)
    rules = [...rules, { ...rest, rule, window: null }]
    return rule
  }
  const keep = (isKept: (standing: StandingRule) => boolean): void => {
    rules = rules.filter(isKept)
  }
  return {
    read: () => ({ ...levers, ...toView(rules) }),
    change: (change) => {
      levers = { ...levers, ...change }
    },
    add: (trouble) => stand(trouble, { fits: compilePath(withoutVersion(trouble.path ?? '/*')), source: 'rule' }),
    addFailure: ({ pathPrefix, count: times, retryAfterSec, ...answer }) => {
      const prefix = withoutVersion(pathPrefix)
      stand(
        { path: `${pathPrefix}*`, times, ...answer, ...(retryAfterSec !== null && { retryAfterSec }) },
        { fits: (path) => path.startsWith(prefix), source: 'failure' },
      )
    },
    clearFailures: () => keep(({ source }) => source !== 'failure'),
    setKeysDelayMs: (delayMs) => {
      keep(({ source }) => source !== 'keys')
      if (delayMs > 0) stand({ path: '/v1/jwks', delayMs }, { fits: (path) => KEY_SETS.includes(path), source: 'keys' })
    },
    remove: (id) => keep(({ rule }) => rule.id !== id),
    clear: () => keep(() => false),
    meet: (call) => {
      const met = meetRules(rules, call, next)
      rules = met.rules
      return met.encounter
    },
    takeTokenTrouble: () => {
      const standing = rules.find(({ rule }) => rule.tokens !== null)
      if (standing === undefined) return null
      rules = rules.flatMap((one) => (one === standing ? useUp(one) : [one]))
      return standing.rule.tokens
    },
    reset: () => {
      levers = { handshakeForm, outage: null }
      rules = []
      count = 0
      next = createFractions(idSeed)
    },
  }
}

function toView(rules: readonly StandingRule[]): Pick<FaultState, 'keysDelayMs' | 'failures' | 'trouble'> {
  const failures = rules.flatMap(({ rule, source }) => (source === 'failure' ? [toFailure(rule)] : []))
  const keysDelayMs = rules.find(({ source }) => source === 'keys')?.rule.delayMs ?? 0
  return { keysDelayMs, failures, trouble: rules.map(({ rule }) => rule) }
}

/** As `failNext` takes it: a rule that it made has all of this. */
function toFailure({ timesLeft, status, code, path, retryAfterSec }: TroubleRule): PlannedFailure {
  const pathPrefix = (path ?? '').slice(0, -1)
  return { count: timesLeft ?? 1, status: status ?? 500, code: code ?? '', pathPrefix, retryAfterSec }
}

/** Fractions from 0 to 1. Apart from the sequence of ids: trouble must not change the ids that a test knows. */
function createFractions(idSeed: string | null): () => number {
  if (idSeed === null) return Math.random
  const next = namedSequence(`${idSeed} trouble`)
  return () => next() / 2 ** 32
}

function withoutVersion(path: string): string {
  return path.replace(VERSION_OF_MACHINE_PATHS, '')
}
