/** The emulator as its users see it. Types only. */
import type { EmulatorClock } from './clock.ts'
import type { Control } from './control/create-control.ts'
import type { Mint } from './mint/mint.ts'
import type { InstanceType } from './keys/publishable-key.ts'

/** Options of a middleware that speaks to this emulator. Spread them into `createAuth`, `withAuth` or `clerkMiddleware`. */
export interface EmulatorAuthOptions {
  readonly publishableKey: string
  readonly secretKey: string
  readonly apiUrl: string
  readonly signInUrl: string
  readonly signUpUrl: string
}

export interface ListenOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Default `127.0.0.1`. IPv6 with or without brackets; a development key that names `::1` or `localhost` holds no dot, which the vendor's packages want. */
  readonly hostname?: string
  /** Accept connections from other machines. Nothing here is protected: only inside a closed network. Default false. */
  readonly allowNonLoopback?: boolean
}

export interface Listening {
  /** Origin that answers now. */
  readonly url: string
  readonly port: number
}

/**
 * An identity provider in a box.
 *
 * `publishableKey`, `url` and what follows from them are read anew each time: in development they name the bound address after
 * `listen()`, and `127.0.0.1:1`, which nobody serves, before. In production they keep naming the option `frontendApiHost`.
 */
export interface Emulator {
  readonly instanceType: InstanceType
  readonly publishableKey: string
  readonly secretKey: string
  /** Public key of the current signing key, as PEM. */
  readonly jwtKey: string
  /** Frontend API host with port, as the publishable key names it. */
  readonly frontendApiHost: string
  /** Origin of everything that answers: pages, Frontend API, Backend API. */
  readonly url: string
  /** What tokens say in `iss`. */
  readonly issuer: string
  readonly signInUrl: string
  readonly signUpUrl: string
  readonly signOutUrl: string
  readonly authOptions: EmulatorAuthOptions
  /** The suffix of this instance's cookies. @see protocol.md 1.5 */
  cookieSuffix(): Promise<string>
  /** Answers a request. Takes what `fetch` takes, so that it can stand in for it. During a network outage it rejects. */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>
  /** Answers on a port of this machine, instead of the one before. Node, Bun and Deno. @throws EmulatorError for a port or an address that cannot be had, and after `close()`. */
  listen(options?: ListenOptions): Promise<Listening>
  readonly mint: Mint
  readonly clock: EmulatorClock
  readonly control: Control
  /** Stops listening and lets go of the database. */
  close(): Promise<void>
}
