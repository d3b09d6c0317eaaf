/** The signing keys of one emulator: the one that signs now, those that are still published, and those that were withdrawn. */
import type { Store } from '../state/create-store.ts'
import { FOREIGN_SIGNING_KEY, type PrivateJwk } from './fixed-keys.ts'
import {
  checkSigningKey,
  generateSigningKey,
  type PublicJwk,
  signCompact,
  toKid,
  toPem,
  toPublicJwk,
} from './signing-key.ts'

export interface Keyring {
  /** `kid` of the key that signs now. */
  kid(): string
  /** Its public half as PEM. */
  pem(): string
  /** What the key set endpoint answers. @see RFC 7517 §5 */
  jwks(): { readonly keys: readonly PublicJwk[] }
  /** Every key that ever signed here: a refresh accepts a token that an old key signed. */
  known(): readonly PublicJwk[]
  /** @param isForeign Signs with a key of no emulator, under the `kid` of this one: a forged token. */
  sign(header: Readonly<Record<string, unknown>>, payload: unknown, isForeign?: boolean): Promise<string>
  /** Signs with another key from now on. */
  rotate(options?: RotateOptions): Promise<string>
}

export interface RotateOptions {
  /** Keep publishing the old key, so that old tokens still verify. Default true. */
  readonly keepOld?: boolean
  /** The new key. Default: a random one. */
  readonly signingKey?: PrivateJwk
}

export function createKeyring(store: Store, first: PrivateJwk): Keyring {
  const records = () => store.list('signingKeys')
  const current = (): PrivateJwk => records().find((record) => record.state === 'current')?.key ?? first
  const jwks = () => ({
    keys: records()
      .filter((record) => record.state !== 'withdrawn')
      .map((record) => toPublicJwk(record.key)),
  })
  return {
    kid: () => toKid(current()),
    pem: () => toPem(current()),
    jwks,
    known: () => records().map((record) => toPublicJwk(record.key)),
    sign: (header, payload, isForeign = false) =>
      signCompact(isForeign ? FOREIGN_SIGNING_KEY : current(), header, payload),
    rotate: async (options = {}) => {
      const key = checkSigningKey(options.signingKey ?? (await generateSigningKey()))
      const before = options.keepOld === false ? 'withdrawn' : 'published'
      store.write((tx) => {
        for (const record of records()) {
          if (record.state === 'current') tx.put('signingKeys', { ...record, state: before })
        }
        tx.put('signingKeys', { id: toKid(key), key, state: 'current' })
      })
      return toKid(key)
    },
  }
}
