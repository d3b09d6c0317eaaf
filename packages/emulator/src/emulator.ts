/** The emulator as its users see it. Types only. */
import type { EmulatorClock } from './create-clock.ts'
import type { Control } from './control/create-control.ts'
import type { Mint } from './mint/mint.ts'
import type { InstanceType } from './keys/publishable-key.ts'

/** Options of a middleware that speaks to this emulator. Spread them into `createAuth`, `withAuth` or `clerkMiddleware`. */
export interface EmulatorAuthOptions {
  /** Names the Frontend API of this emulator. As `emulator.publishableKey`. */
  readonly publishableKey: string
  /** Bearer of the Backend API. As `emulator.secretKey`. */
  readonly secretKey: string
  /** Origin of the Backend API. As `emulator.url`. */
  readonly apiUrl: string
  /** The emulator's sign-in page. */
  readonly signInUrl: string
  /** The emulator's sign-up page. */
  readonly signUpUrl: string
}

/** Where an emulator listens. */
export interface ListenOptions {
  /** Port to bind, a whole number from 0 to 65535. Default 0: any free one. */
  readonly port?: number
  /**
   * Address to bind; IPv6 with or without brackets. Default `127.0.0.1`. The vendor's packages refuse a development key whose host has no
   * dot, as those of `localhost` and `::1`.
   */
  readonly hostname?: string
  /** Whether other machines may connect. Nothing here is protected, so allow it inside a closed network only. Default false. */
  readonly allowNonLoopback?: boolean
}

/** Where an emulator listens now. */
export interface Listening {
  /** Origin that answers now. */
  readonly url: string
  /** The bound port, also when any free one was asked for. */
  readonly port: number
}

/**
 * An identity provider in a box.
 *
 * `publishableKey`, `url` and all that follows from them may change: read them after `listen()`. In development they name the bound
 * address, and before that `127.0.0.1:1`, which nobody serves. In production they always name the option `frontendApiHost`.
 */
export interface Emulator {
  /** As the option `instanceType`. */
  readonly instanceType: InstanceType
  /** `pk_test_…` or `pk_live_…` and the Frontend API's host, as applications and browsers know the instance. @see protocol.md 1.1 */
  readonly publishableKey: string
  /** Bearer of the Backend API. As the option `secretKey`. */
  readonly secretKey: string
  /** Public key of the current signing key, as PEM. */
  readonly jwtKey: string
  /** Frontend API host with port, as the publishable key names it. */
  readonly frontendApiHost: string
  /** Origin of everything that answers: pages, Frontend API, Backend API. */
  readonly url: string
  /** What tokens say in `iss`. */
  readonly issuer: string
  /** The page on which a person signs in. Takes `redirect_url`. */
  readonly signInUrl: string
  /** The page on which somebody new signs up. Takes `redirect_url`. */
  readonly signUpUrl: string
  /** The page on which a person signs out. Takes `redirect_url`. */
  readonly signOutUrl: string
  /** What a middleware needs to speak to this emulator, the address included. */
  readonly authOptions: EmulatorAuthOptions
  /** The suffix of this instance's cookies. @see protocol.md 1.5 */
  cookieSuffix(): Promise<string>
  /** Answers a request. It takes what `fetch` takes and can stand in for it. During a network outage it rejects. */
  fetch(this: void, input: Request | URL | string, init?: RequestInit): Promise<Response>
  /**
   * Answers on a port of this machine from now on. A port that was bound before is let go. Works on Node, Bun and Deno.
   *
   * @throws EmulatorError for a port or an address that cannot be had, and after `close()`.
   */
  listen(options?: ListenOptions): Promise<Listening>
  /** Makes sessions and tokens without a browser. */
  readonly mint: Mint
  /** Time as the emulator sees it. Hand it to the middleware too, so that both agree. */
  readonly clock: EmulatorClock
  /** Causes trouble on purpose, revokes sessions and tokens, and lists what is there. */
  readonly control: Control
  /** Stops listening and lets go of the database. */
  close(): Promise<void>
}
