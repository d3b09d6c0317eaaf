/** What the console and `/__emu/*` can do: one row each, over the same methods that code calls. */
import type { EmulatorClock } from '../create-clock.ts'
import type { Mint } from '../mint/mint.ts'
import { checkSeed } from '../state/check-seed.ts'
import { settingsShape } from '../state/instance-settings-shape.ts'
import { webhookActions } from '../webhooks/actions.ts'
import { act } from './act.ts'
import type { Control } from './create-control.ts'
import {
  apiKeyFormShape,
  type ClockMove,
  clockShape,
  failureShape,
  handshakeFormShape,
  handshakeShape,
  idShape,
  keysDelayShape,
  m2mTokenShape,
  nothingShape,
  oauthTokenFormShape,
  outageShape,
  resetShape,
  rotateShape,
  sessionShape,
} from './shapes.ts'
import { troubleShape } from './trouble-shape.ts'

/** What the caller of an action sent, by field. */
export type Fields = Readonly<Record<string, unknown>>

/** What an action may touch. */
export interface ActionTools {
  readonly control: Control
  readonly mint: Mint
  readonly clock: EmulatorClock
}

/**
 * @param sent What the caller sent, by field.
 * @returns What the caller gets to see: plain JSON.
 * @throws EmulatorError for fields that do not fit, before anything is done.
 */
export type Action = (tools: ActionTools, sent: Fields) => unknown

/** By the path below `/__emu/`. Method POST. */
export const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  [
    'reset',
    act(resetShape, ({ control }, { seed }) => control.reset(seed === undefined ? undefined : checkSeed(seed))),
  ],
  ['clock', act(clockShape, moveClock)],
  ['handshake-form', act(handshakeFormShape, ({ control }, { form }) => control.setHandshakeForm(form))],
  ['outage', act(outageShape, ({ control }, { outage }) => control.setOutage(outage === 'off' ? null : outage))],
  ['keys/rotate', act(rotateShape, async ({ control }, sent) => ({ kid: await control.rotateSigningKey(sent) }))],
  ['keys/delay', act(keysDelayShape, ({ control }, { ms }) => control.setKeysDelayMs(ms ?? 0))],
  ['fail', act(failureShape, ({ control }, sent) => control.failNext(sent))],
  ['fail/clear', act(nothingShape, ({ control }) => control.clearFailures())],
  ['trouble/add', act(troubleShape, ({ control }, sent) => control.trouble.add(sent))],
  ['trouble/remove', act(idShape, ({ control }, { id }) => control.trouble.remove(id))],
  ['trouble/clear', act(nothingShape, ({ control }) => control.trouble.clear())],
  ...webhookActions,
  [
    'settings',
    act(settingsShape, ({ control }, sent) => {
      control.changeSettings(sent)
      return control.settings()
    }),
  ],
  ['requests/clear', act(nothingShape, ({ control }) => control.clearRequests())],
  ['sessions/revoke', act(idShape, ({ control }, { id }) => control.revokeSession(id))],
  ['api-keys/revoke', act(idShape, ({ control }, { id }) => control.revokeApiKey(id))],
  ['m2m-tokens/revoke', act(idShape, ({ control }, { id }) => control.revokeM2MToken(id))],
  ['oauth-tokens/revoke', act(idShape, ({ control }, { id }) => control.revokeOAuthToken(id))],
  ['mint/session', act(sessionShape, ({ mint }, sent) => mint.session(sent))],
  ['mint/visitor', act(nothingShape, ({ mint }) => mint.visitor())],
  // The form of the console sends `user`, and `org` if the key is to belong to an organization.
  [
    'mint/api-key',
    act(apiKeyFormShape, ({ mint }, { user, org, ...options }) => {
      const subject = options.subject ?? org ?? user
      return mint.apiKey({ ...options, ...(subject !== undefined && { subject }) })
    }),
  ],
  ['mint/m2m-token', act(m2mTokenShape, ({ mint }, sent) => mint.m2mToken(sent))],
  ['mint/oauth-token', act(oauthTokenFormShape, ({ mint }, { org: _org, ...sent }) => mint.oauthToken(sent))],
  ['mint/handshake-token', act(handshakeShape, async ({ mint }, sent) => ({ token: await mint.handshakeToken(sent) }))],
  ['mint/handshake-nonce', act(handshakeShape, async ({ mint }, sent) => ({ nonce: await mint.handshakeNonce(sent) }))],
])

function moveClock({ clock }: ActionTools, { advanceMs, setMs, move }: ClockMove): unknown {
  // Both moves are one step, so that a moment out of bounds moves nothing.
  if (setMs !== undefined) clock.set(setMs + (advanceMs ?? 0))
  else if (advanceMs !== undefined) clock.advance(advanceMs)
  if (move !== undefined) clock[move]()
  return { nowMs: clock.nowMs(), offsetMs: clock.offsetMs() }
}
