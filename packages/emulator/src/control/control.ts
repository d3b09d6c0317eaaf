/**
 * What can be done to an emulator while it runs, in code. Types only; `/__emu/` offers the same over HTTP.
 *
 * Every method throws an EmulatorError for what it cannot use (`ERR_EMULATOR_OPTION_INVALID`, `ERR_EMULATOR_SEED_INVALID`, `ERR_EMULATOR_UNKNOWN_…`), and then changes
 * nothing.
 */
import type { RotateOptions } from '../keys/keyring.ts'
import type { HandshakeForm } from '../options.ts'
import type { ApiKey, Machine, Organization, OAuthApplication, Session, User } from '../state/model.ts'
import type { Seed } from '../state/seed.ts'
import type { Outage, PlannedFailure } from './faults.ts'
import type { JournalEntry } from './journal.ts'

export interface Control {
  /** Back to the seed, with the first signing key, no faults, an empty log, the clock at its source and named ids from their start. @param seed In place of the one at the start. */
  reset(seed?: Seed): void
  /** Signs with another key from now on. @returns Its `kid`. */
  rotateSigningKey(options?: RotateOptions): Promise<string>
  /** `network`: calls reject (503 over a port). `http`: they answer 503. null: over. Pages and console go on. */
  setOutage(outage: Outage | null): void
  /** How long the key set waits before it answers, in real milliseconds: at most an hour. */
  setKeysDelayMs(ms: number): void
  setHandshakeForm(form: HandshakeForm): void
  /** Fails the next calls. Default: one, with 500 and `internal_error`, whatever its path. */
  failNext(failure?: Partial<PlannedFailure>): void
  clearFailures(): void
  /** Ends a session from outside: its token lives on until it expires, its renewal is refused. */
  revokeSession(sessionId: string): void
  revokeApiKey(idOrSecret: string): void
  revokeM2MToken(idOrToken: string): void
  revokeOAuthToken(idOrToken: string): void
  /** Requests and how they were decided, oldest first, at most 500. */
  requests(): readonly JournalEntry[]
  clearRequests(): void
  users(): readonly User[]
  organizations(): readonly Organization[]
  sessions(): readonly Session[]
  oauthApplications(): readonly OAuthApplication[]
  machines(): readonly Machine[]
  apiKeys(): readonly ApiKey[]
}
