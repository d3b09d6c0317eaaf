/** What whoever starts an emulator may say. Everything is optional. */
import type { ClockSource } from './clock.ts'
import type { PrivateJwk } from './keys/fixed-keys.ts'
import type { InstanceType } from './keys/publishable-key.ts'
import type { Seed } from './state/seed.ts'
import type { Persistence } from './state/store.ts'

/** How the result of a handshake travels. `auto`: as a token up to about 2 kB, else under a nonce, as the provider does. */
export type HandshakeForm = 'auto' | 'token' | 'nonce'

/** What whoever starts an emulator may say. Everything is optional. */
export interface EmulatorOptions {
  /** How the instance and its applications find each other: through URLs, or through a shared domain. Default `development`. */
  readonly instanceType?: InstanceType
  /**
   * Host, and port if any, that the publishable key names. Default in development: `127.0.0.1:1`, which nobody serves, and after
   * `listen()` the bound address; in production `clerk.app.test`.
   */
  readonly frontendApiHost?: string
  /** Bearer of the Backend API. Default: a fixed text, `sk_test_…` or `sk_live_…`. */
  readonly secretKey?: string
  /** Private RSA-2048 JWK. Default: a key that everybody knows. Give another to a second instance whose tokens the first must refuse. */
  readonly signingKey?: PrivateJwk
  /** People, organizations and the rest. Default: `defaultSeed`. */
  readonly seed?: Seed
  /** With a name, fresh ids and secrets are the same in every run. Default: random. Not together with `persistence`. */
  readonly idSeed?: string
  /** A moment at which time stands still (milliseconds since the Unix epoch), or a source. Default `Date.now`. */
  readonly clock?: ClockSource
  /** Origin of the application: the `azp` of minted sessions. Default `http://localhost:3000`, in production `https://app.test`. */
  readonly appOrigin?: string
  /** Origins that the browser may be sent back to, besides loopback, `*.localhost`, `*.test`, `*.example`, `example.com` and the instance's own domain. */
  readonly allowedOrigins?: readonly string[]
  /** Production satellites: domains whose Frontend API is `clerk.<domain>`. */
  readonly satelliteDomains?: readonly string[]
  /** How results of handshakes travel. Default `auto`. */
  readonly handshakeForm?: HandshakeForm
  /** Version of the session claims. Default 2. */
  readonly claimsVersion?: 1 | 2
  /** Life of a session token, in seconds. Default 60. */
  readonly sessionTokenLifetimeSec?: number
  /** Keeps state beyond this process; see `openDatabase`. Default: memory only. */
  readonly persistence?: Persistence
}

/** Every option with its default. */
export interface EmulatorSettings {
  readonly instanceType: InstanceType
  readonly isProduction: boolean
  readonly secretKey: string
  readonly appOrigin: string
  readonly allowedOrigins: readonly string[]
  readonly satelliteDomains: readonly string[]
  readonly claimsVersion: 1 | 2
  readonly sessionTokenLifetimeSec: number
}

/** Port that the command binds unless told otherwise. */
export const DEFAULT_PORT = 4000
/**
 * Port that the keys name as long as no port was bound. Nobody serves it and `fetch` refuses it, so a call that was not handed to
 * `emulator.fetch` fails instead of meeting whatever runs on this machine.
 *
 * @see https://fetch.spec.whatwg.org/#port-blocking
 */
const UNSERVED_PORT = 1
const DEFAULT_LIFETIME_SEC = 60

/** Secret keys of emulators begin like this; the live-key guard knows them. */
export const EMULATOR_SECRETS = {
  development: 'sk_test_postern-emulator',
  production: 'sk_live_postern-emulator',
} as const

export function resolveSettings(options: EmulatorOptions): EmulatorSettings {
  const instanceType = options.instanceType ?? 'development'
  const isProduction = instanceType === 'production'
  return {
    instanceType,
    isProduction,
    secretKey: options.secretKey ?? EMULATOR_SECRETS[instanceType],
    appOrigin: options.appOrigin ?? (isProduction ? 'https://app.test' : 'http://localhost:3000'),
    allowedOrigins: options.allowedOrigins ?? [],
    satelliteDomains: options.satelliteDomains ?? [],
    claimsVersion: options.claimsVersion ?? 2,
    sessionTokenLifetimeSec: options.sessionTokenLifetimeSec ?? DEFAULT_LIFETIME_SEC,
  }
}

/** Frontend API host of an emulator that listens nowhere. */
export function defaultHost(instanceType: InstanceType): string {
  return instanceType === 'production' ? 'clerk.app.test' : `127.0.0.1:${UNSERVED_PORT}`
}
