/**
 * Verification room. Key source + ports → the one question that verifiers ask about keys. Waits for the network only where keys are fetched.
 *
 * Shares nothing with the keys of another source, so two tenants, or two issuers, can never read each other's.
 *
 * @see rulings.md D5, D8; protocol.md 4.2 step 3, 4.3; threats.md 28
 */
import type { Ports } from '../foundation/ports.ts'
import { fail, type Result } from '../foundation/result.ts'
import { begin, Later, whenKnown, type Soon } from '../foundation/soon.ts'
import { toTokenFailure, type TokenFailure } from '../claims/verified.ts'
import { createKeyMemory, type KeyMemory } from './key-memory.ts'
import { createKeyRefresher, type KeyRefresher, type Landing } from './key-refresher.ts'
import {
  createKeysReporter,
  isKeyId,
  loadKeySet,
  type KeySource,
  type OwnKey,
  type PublishedKeys,
} from './key-source.ts'
import { createKeyEntry, type VerificationKey } from './verification-key.ts'

export interface Keys {
  /**
   * The key that a token names: at once where it is imported and may be used without asking anybody; later where the issuer or the crypto
   * has to be waited for. Never rejects.
   *
   * @param kid As the token's header has it; anything odd finds nothing.
   * @param alg The header's algorithm. Matters only where the JWK names none. Default RS256.
   */
  find(kid: unknown, nowMs: number, alg?: string): Soon<Found>
  /** Names of the keys that are there, as far as they are known. */
  readonly kids: () => readonly string[]
  /** Whether the key is still part of the live key set, so that a token that it verified earlier may be trusted. */
  isCurrent(key: VerificationKey, nowMs: number): boolean
}

/** A key; or why there is none. */
export type Found = Result<VerificationKey, TokenFailure>

const NO_KEY = toTokenFailure('jwk-failed-to-resolve')
const OWN_KEY_UNUSABLE: TokenFailure = {
  reason: 'jwk-failed-to-resolve',
  message: 'The key given as jwtKey could not be imported.',
}
const KID_MISMATCH = toTokenFailure('jwk-kid-mismatch')
const NOT_LOADED = toTokenFailure('jwk-remote-failed-to-load')

/** Keys of one source, none of them known yet. */
export function createKeys(source: KeySource, ports: Ports): Keys {
  if (source.kind === 'none') return { find: () => fail(NO_KEY), kids: () => [], isCurrent: () => false }
  if (source.kind === 'own') return createOwnKeys(source)
  return source.isCacheSkipped ? createUncachedKeys(source, ports) : createKeptKeys(source, ports)
}

function createOwnKeys({ jwk, algorithms }: OwnKey): Keys {
  const entry = createKeyEntry(jwk, algorithms)
  return {
    find: (_kid, _nowMs, alg = 'RS256') =>
      whenKnown(entry.find(alg), (key) =>
        !key.ok && key.failure.reason === 'jwk-remote-invalid' ? fail(OWN_KEY_UNUSABLE) : key,
      ),
    kids: () => [],
    isCurrent: (key) => key.keySet === entry.identity,
  }
}

/** Asks every time. */
function createUncachedKeys(source: PublishedKeys, ports: Ports): Keys {
  const report = createKeysReporter(ports)
  let kids: readonly string[] = []
  async function load(kid: string, alg: string): Promise<Found> {
    const keys = await loadKeySet(source, ports)
    report(keys.ok ? null : keys.failure)
    if (!keys.ok) return keys
    kids = [...keys.value.keys()]
    const jwk = keys.value.get(kid)
    return jwk === undefined ? fail(KID_MISMATCH) : begin(createKeyEntry(jwk, source.algorithms).find(alg))
  }
  return {
    find: (kid, _nowMs, alg = 'RS256') => (isKeyId(kid) ? new Later(() => load(kid, alg)) : fail(KID_MISMATCH)),
    kids: () => kids,
    isCurrent: () => false,
  }
}

/** One flight at a time, fresh for a while, old keys while the issuer is away. */
function createKeptKeys(source: PublishedKeys, ports: Ports): Keys {
  const memory = createKeyMemory(source)
  const refresh = createKeyRefresher(source, ports, memory)
  const kept = { memory, refresh }

  function refreshInBackground(nowMs: number): void {
    if (memory.isRefreshDue(nowMs) && !refresh.isUnderWay()) void refresh.join(nowMs, 'age')
  }

  return {
    find(kid, nowMs, alg = 'RS256') {
      refreshInBackground(nowMs)
      if (!isKeyId(kid)) return fail(KID_MISMATCH)
      return memory.usable(nowMs)?.get(kid)?.find(alg) ?? new Later(() => load(kept, kid, nowMs, alg))
    },
    kids: () => memory.kids(),
    isCurrent(key, nowMs) {
      refreshInBackground(nowMs)
      return memory.isCurrent(key, nowMs)
    },
  }
}

/** What is known, and what makes it more. */
interface Kept {
  readonly memory: KeyMemory
  readonly refresh: KeyRefresher
}

async function load(kept: Kept, kid: string, nowMs: number, alg: string): Promise<Found> {
  const { memory, refresh } = kept
  let from: Landing['from'] = 'store'
  if (memory.usable(nowMs) === null) {
    const pause = memory.pause(nowMs)
    if (pause !== null) return fail(pause)
    from = (await refresh.join(nowMs, 'age')).from
  }
  const keys = memory.usable(nowMs)
  if (keys === null) return fail(memory.failure() ?? NOT_LOADED)
  const entry = keys.get(kid)
  if (entry !== undefined) return begin(entry.find(alg))
  // Whoever made the keys load has had its answer; the next unknown one waits for its turn.
  if (from === 'provider') memory.noteKidAsked(nowMs)
  const failure = from === 'store' ? await askForKid(kept, kid, nowMs) : KID_MISMATCH
  const late = memory.usable(nowMs)?.get(kid)
  return late === undefined ? fail(failure) : begin(late.find(alg))
}

/** Asks because of a `kid` that is in no set, where that is due; or waits for an answer that is under way. */
async function askForKid({ memory, refresh }: Kept, kid: string, nowMs: number): Promise<TokenFailure> {
  if (!refresh.isUnderWay()) {
    if (memory.pause(nowMs) !== null || !memory.isKidAskable(kid, nowMs)) return KID_MISMATCH
    memory.noteKidAsked(nowMs)
  }
  const { from } = await refresh.join(nowMs, 'kid')
  if (from === 'none') return memory.failure() ?? NOT_LOADED
  if (memory.usable(nowMs)?.has(kid) !== true) memory.noteKidMissing(kid, nowMs)
  return KID_MISMATCH
}
