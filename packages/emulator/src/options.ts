/** The options of an emulator, and what they become when every default is filled in. */
import type { ClockSource } from './create-clock.ts'
import type { PrivateJwk } from './keys/fixed-keys.ts'
import type { InstanceType } from './keys/publishable-key.ts'
import type { ScriptSource } from './scripts/script-source.ts'
import type { Seed } from './state/seed.ts'
import type { Persistence } from './state/create-store.ts'
import type { WebhookFetch } from './webhooks/send-attempt.ts'

/** How the result of a handshake travels. `auto` does what the provider does: a token up to about 2 kB, a nonce for more. */
export type HandshakeForm = 'auto' | 'token' | 'nonce'

/** The options of an emulator. Everything is optional. */
export interface EmulatorOptions {
  /** How the instance and its applications find each other: through URLs, or through a shared domain. Default `development`. */
  readonly instanceType?: InstanceType
  /**
   * Host that the publishable key names, with its port if it has one. Default in development: the bound address, and before `listen()`
   * `127.0.0.1:1`, which nobody serves. Default in production: `clerk.app.test`.
   */
  readonly frontendApiHost?: string
  /** Bearer of the Backend API. Default: a fixed text, `sk_test_…` or `sk_live_…`. */
  readonly secretKey?: string
  /** The key that signs: a private RSA-2048 JWK. Default: a key that everybody knows. A second instance needs another one if the first must refuse its tokens. */
  readonly signingKey?: PrivateJwk
  /** People, organizations and the rest. Default: `defaultSeed`. */
  readonly seed?: Seed
  /** A name. Under one name, fresh ids and secrets are the same in every run. Cannot be combined with `persistence`. Default: ids are random. */
  readonly idSeed?: string
  /** The time: a moment at which it stands still, in milliseconds since the Unix epoch, or a function that is asked. Default `Date.now`. */
  readonly clock?: ClockSource
  /** Origin of the application. Minted sessions name it in `azp`. Default `http://localhost:3000`, in production `https://app.test`. */
  readonly appOrigin?: string
  /** Further origins that a browser may be sent back to. Loopback addresses, `*.localhost`, `*.test`, `*.example`, `example.com` and the instance's own domain are always allowed. Default none. */
  readonly allowedOrigins?: readonly string[]
  /** Domains of production satellites. The Frontend API of each is `clerk.<domain>`. Default none. */
  readonly satelliteDomains?: readonly string[]
  /** How results of handshakes travel. Default `auto`. */
  readonly handshakeForm?: HandshakeForm
  /** Version of the session claims. Default 2. */
  readonly claimsVersion?: 1 | 2
  /** Life of a session token, in seconds. Default 60. */
  readonly sessionTokenLifetimeSec?: number
  /**
   * Sends webhooks: your handler, where it runs in the same process. Default: the network. It is given 15 real seconds for an answer; a redirect is
   * not followed.
   */
  readonly webhookFetch?: WebhookFetch
  /** Keeps state beyond this process; see `openDatabase`. Default: memory only. */
  readonly persistence?: Persistence
  /** Where the vendor's browser scripts come from; see `openScripts`. Default: none are served, and the answer says so. */
  readonly scripts?: ScriptSource
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
 * The port that keys name before one is bound. Nobody serves it, and `fetch` refuses it. So a call that was meant for `emulator.fetch`
 * and goes to the network fails, and does not reach some other program of this machine.
 *
 * @see https://fetch.spec.whatwg.org/#port-blocking
 */
const UNSERVED_PORT = 1
const DEFAULT_LIFETIME_SEC = 60

/** How the secret keys of emulators begin. The guard against live keys lets them pass. */
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
