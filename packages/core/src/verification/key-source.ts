/**
 * Verification room. Key policy + ports → source of keys. Waits for the network only where keys are fetched.
 *
 * One source per tenant: it shares nothing with any other, so two tenants can never read each other's keys.
 *
 * @see rulings.md D5, D8; protocol.md 4.2 step 3; threats.md 28
 */
import { fail } from '../foundation/result.ts'
import { begin, Later, whenKnown } from '../foundation/soon.ts'
import { createKeyEntry } from './verification-key.ts'
import { createKeysReporter } from './keys-reporter.ts'
import { isKeyId } from './parse-key-set.ts'
import { loadKeySet } from './load-key-set.ts'
import { createRemoteKeys, KID_MISMATCH } from './remote-keys.ts'
import type { Ports } from '../foundation/ports.ts'
import type { RsaPublicJwk, KeyPolicy } from '../settings/settings.ts'
import type { Result } from '../foundation/result.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { Keys } from './keys.ts'
import type { VerificationKey } from './verification-key.ts'

const NO_KEY: TokenFailure = {
  reason: 'jwk-failed-to-resolve',
  message: 'There is no key to verify this token with. Set CLERK_SECRET_KEY or CLERK_JWT_KEY.',
}
const LOCAL_KEY_UNUSABLE: TokenFailure = {
  reason: 'jwk-failed-to-resolve',
  message: 'The key given as jwtKey could not be imported.',
}

/** The developer's own key. The token's `kid` selects nothing. */
function createLocalKeys(jwk: RsaPublicJwk): Keys {
  const entry = createKeyEntry(jwk)
  return {
    find: (_kid, _nowMs, alg = 'RS256') =>
      whenKnown(entry.find(alg), (key) =>
        !key.ok && key.failure.reason === 'jwk-remote-invalid' ? fail(LOCAL_KEY_UNUSABLE) : key,
      ),
    kids: () => [],
    isCurrent: (key) => key.keySet === entry.identity,
  }
}

/** Asks every time, for debugging. */
function createUncachedKeys(policy: KeyPolicy, ports: Ports): Keys {
  const report = createKeysReporter(ports)
  let kids: readonly string[] = []
  async function load(kid: string, alg: string): Promise<Result<VerificationKey, TokenFailure>> {
    const keys = await loadKeySet(policy, ports)
    report(keys.ok ? null : keys.failure)
    if (!keys.ok) return keys
    kids = [...keys.value.keys()]
    const jwk = keys.value.get(kid)
    return jwk === undefined ? fail(KID_MISMATCH) : begin(createKeyEntry(jwk).find(alg))
  }
  return {
    find: (kid, _nowMs, alg = 'RS256') => (isKeyId(kid) ? new Later(() => load(kid, alg)) : fail(KID_MISMATCH)),
    kids: () => kids,
    isCurrent: () => false,
  }
}

/** Neither a secret key nor a key of the developer's: nothing can be verified. */
const keyless: Keys = {
  find: () => fail(NO_KEY),
  kids: () => [],
  isCurrent: () => false,
}

export function createKeySource(policy: KeyPolicy, ports: Ports): Keys {
  if (policy.localKey !== null) return createLocalKeys(policy.localKey)
  if (policy.secretKey === null) return keyless
  return policy.isCacheSkipped ? createUncachedKeys(policy, ports) : createRemoteKeys(policy, ports)
}
