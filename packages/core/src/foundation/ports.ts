/**
 * What core needs from outside. The only file that touches a global clock, a global fetch or a console.
 *
 * A port that throws or rejects ends as signed out, never as allowed (rulings.md D14).
 */

import { ERRORS_PAGE } from './auth-error.ts'

/** A JSON Web Key. A shape of our own, since the platform's name for it is in no library but the DOM's. @see RFC 7517 §4 */
interface StoredJwk {
  /** `RSA` for every key that is used. */
  readonly kty?: string
  readonly alg?: string
  readonly use?: string
  readonly key_ops?: readonly string[]
  readonly n?: string
  readonly e?: string
}

/** The public keys of an instance as a key store keeps them. */
export interface CachedKeySet {
  /** The provider's answer, JSON Web Keys with a `kid` each. Checked again whenever it is read: a store is not trusted. @see RFC 7517 §5 */
  readonly keys: readonly StoredJwk[]
  /** When the provider gave this answer, in milliseconds since the Unix epoch. */
  readonly fetchedAtMs: number
  /**
   * Says that the entry was written with the instance's secret key, and vouches for the rest. Core makes it, a store keeps it as it is. An
   * entry without it, or with another, counts as none.
   */
  readonly seal?: string
}

/**
 * Names the key set of one instance: a SHA-256 over API URL, version and secret key, in lower-case hex. Never only a `kid`, so two
 * instances that share a store cannot read each other's keys.
 */
export type KeySetId = string

/**
 * Keeps key sets beyond one process or isolate. Slow, stale or hostile stores are survived: an answer is used only if it was written with the
 * same secret key, for the same instance, and is not too old.
 */
export interface KeyStore {
  /** The stored set, or null. A rejection counts as null. */
  read(id: KeySetId): Promise<CachedKeySet | null>
  /** Stores a set. Called after a good answer; not awaited by any request. */
  write(id: KeySetId, keys: CachedKeySet): Promise<void>
}

/** What an entry of a shared store is about, and who may read it. */
export interface StoreAddress {
  /**
   * What sort of entry: the public keys of an instance, or what the provider said of a machine token. An entry of one sort never answers for the
   * other.
   */
  readonly purpose: 'key-set' | 'machine-token'
  /** Which of its sort. A digest: it is made of the API URL, the keys and the token, and gives none of them away. */
  readonly id: string
  /** The secret key that the entry is sealed with. Never part of what the store's server is sent. */
  readonly secret: string
}

/**
 * Keeps what the provider said, for all processes that share it: key sets, and answers about machine tokens. `@postern/store` makes them, for
 * Redis, Cloudflare and others.
 *
 * The port stands for us, and the server behind it for a stranger: whoever implements this seals what is written with a key that is derived
 * from `secret`, bound to purpose and id, and answers with nothing that does not open. Core believes the text then, and judges its age:
 *
 * - An entry holds when the provider answered. Who reads it believes it as long as if it had asked then, and never writes it anew. So a key or a
 *   token that was taken back is refused as soon after that answer as without a store: 60 s, `machineTokenCacheInMs`.
 * - One that is dated ahead of our clock counts as none, and so does one that is older than what a process heard itself.
 * - Answers are written if they are good, or say that a token is invalid that was good before. Tokens that never were good fill no store.
 * - A read is waited for 250 ms. Tokens cause as many reads in a second, and in the air, as they may cause calls to the provider; those do not
 *   count as calls. A store that fails three times in a row is left alone for 0.5 to 10 s, and is not written to until it answers. Then the
 *   provider is asked, as without a store.
 */
export interface SharedStore {
  /** The text that was written under this address with this secret, or null. A rejection counts as null. */
  read(address: StoreAddress): Promise<string | null>
  /**
   * Keeps a text under an address, in place of an older one. Not awaited by any request.
   *
   * @param lifetimeMs How long it may be of use, in milliseconds from now. A store may forget it earlier, or keep it.
   */
  write(address: StoreAddress, text: string, lifetimeMs: number): Promise<void>
}

/** Something worth a line in a log. Holds no token, no cookie value and no key. */
export interface AuthEvent {
  /** `error`: a mistake that stops requests, said once. `warn`: legal, and probably not meant. `debug`: only where it was asked for. */
  readonly level: 'debug' | 'warn' | 'error'
  /** Stable name, kebab-case. */
  readonly event: string
  /** What happened and what to do about it, one sentence each. */
  readonly message: string
  /** Further facts, all of them safe to print. */
  readonly details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/** The outside world: whatever core cannot do, or must not do, by itself. */
export interface Ports {
  /** Calls the identity provider. Default: the global `fetch`. */
  readonly fetch: (...request: Parameters<typeof fetch>) => ReturnType<typeof fetch>
  /** What time it is. Default: `Date.now`. */
  readonly clock: {
    /** Milliseconds since the Unix epoch. */
    nowMs(): number
  }
  /** Keeps key sets beyond this process. Goes before `store`. Default: none. */
  readonly keys: KeyStore | null
  /** Keeps key sets and answers about machine tokens beyond this process. Default: none. */
  readonly store: SharedStore | null
  /** Receives events. Default: `console.error` for errors, `console.warn` for warnings, `console.log` for debug lines. */
  readonly log: (event: AuthEvent) => void
  /** Keeps work alive after a response was sent, where the platform needs to be told (`ctx.waitUntil`). Default: nothing. */
  readonly waitUntil: (work: Promise<unknown>) => void
}

/** The ports of the platform this runs on. */
export const platformPorts: Ports = {
  // Called through an arrow, because some runtimes refuse a detached fetch.
  fetch: (input, init) => fetch(input, init),
  clock: { nowMs: () => Date.now() },
  keys: null,
  store: null,
  log: ({ level, event, message, details }) => {
    // The message of a mistake names its place itself, and debug lines are many.
    const place = level === 'debug' || event === 'mistake' ? '' : ` (${ERRORS_PAGE}#event-${event})`
    const rest = details === undefined ? '' : ` ${JSON.stringify(details)}`
    console[level === 'debug' ? 'log' : level](`[postern] ${event}: ${message}${place}${rest}`)
  },
  waitUntil: () => {},
}

/**
 * All ports: the given ones, and the platform's for the rest. Logging and keeping alive are made harmless here, once: whether they throw,
 * reject or never settle, no request hears of it.
 */
export function toPorts(given: Partial<Ports>): Ports {
  const ports = { ...platformPorts, ...given }
  return {
    ...ports,
    log: (event) => ignoreFailure(() => ports.log(event)),
    waitUntil: (work) => ignoreFailure(() => ports.waitUntil(work)),
  }
}

function ignoreFailure(call: () => unknown): void {
  try {
    // A port may be an async function, whatever its type says.
    Promise.resolve(call()).catch(() => {})
  } catch {
    // Intended: nothing depends on it.
  }
}

/**
 * The function that really answers calls: the given one, or the global one as it stands now, which tests and tools replace. What was fetched
 * by one is never shown to another.
 */
export function toFetch(given: Partial<Ports>): Ports['fetch'] {
  if (given.fetch !== undefined && given.fetch !== platformPorts.fetch) return given.fetch
  // Where a JWT key is given nothing is ever fetched, and nothing need be there to fetch with.
  const host: { readonly fetch?: Ports['fetch'] } = globalThis
  return host.fetch ?? platformPorts.fetch
}

/** Milliseconds since the Unix epoch, or NaN when the clock fails. No time claim holds at NaN. */
export function readNowMs({ clock }: Pick<Ports, 'clock'>): number {
  try {
    return clock.nowMs()
  } catch {
    return Number.NaN
  }
}

/** Milliseconds since the Unix epoch that a date in a header means, or NaN. */
export function parseDateMs(text: string): number {
  return Date.parse(text)
}
