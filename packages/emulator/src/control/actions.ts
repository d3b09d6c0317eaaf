/** What the console and `/__emu/*` can do: one row each, over the same methods that code calls. */
import { EmulatorError } from '../errors.ts'
import { type Fields, readAll, readBoolean, readChoice, readNumber, readText } from './fields.ts'
import type { EmulatorClock } from '../clock.ts'
import type {
  Mint,
  MintApiKeyOptions,
  MintHandshakeOptions,
  MintM2MTokenOptions,
  MintOAuthTokenOptions,
  MintSessionOptions,
} from '../mint/mint.ts'
import { checkSeed } from '../state/check-seed.ts'
import type { Control } from './control.ts'

/** What an action may touch. */
export interface ActionTools {
  readonly control: Control
  readonly mint: Mint
  readonly clock: EmulatorClock
}

/** @returns What the caller gets to see: plain JSON. */
export type Action = (tools: ActionTools, fields: Fields) => unknown

const FORMS = ['auto', 'token', 'nonce'] as const
const OUTAGES = ['network', 'http', 'off'] as const

/** By the path below `/__emu/`. Method POST. */
export const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  [
    'reset',
    ({ control }, fields) => control.reset(fields['seed'] === undefined ? undefined : checkSeed(fields['seed'])),
  ],
  ['clock', moveClock],
  ['handshake-form', ({ control }, fields) => control.setHandshakeForm(readChoice(fields, 'form', FORMS))],
  ['outage', setOutage],
  [
    'keys/rotate',
    async ({ control }, fields) => ({
      kid: await control.rotateSigningKey({ keepOld: readBoolean(fields, 'keepOld', true) }),
    }),
  ],
  ['keys/delay', ({ control }, fields) => control.setKeysDelayMs(readNumber(fields, 'ms') ?? 0)],
  ['fail', failNext],
  ['fail/clear', ({ control }) => control.clearFailures()],
  ['requests/clear', ({ control }) => control.clearRequests()],
  ['sessions/revoke', ({ control }, fields) => control.revokeSession(readText(fields, 'id') ?? '')],
  ['api-keys/revoke', ({ control }, fields) => control.revokeApiKey(readText(fields, 'id') ?? '')],
  ['m2m-tokens/revoke', ({ control }, fields) => control.revokeM2MToken(readText(fields, 'id') ?? '')],
  ['oauth-tokens/revoke', ({ control }, fields) => control.revokeOAuthToken(readText(fields, 'id') ?? '')],
  ['mint/session', ({ mint }, fields) => mint.session(readAll<MintSessionOptions>(fields))],
  ['mint/visitor', ({ mint }) => mint.visitor()],
  ['mint/api-key', ({ mint }, fields) => mint.apiKey(readAll<MintApiKeyOptions>(fields))],
  ['mint/m2m-token', ({ mint }, fields) => mint.m2mToken(readAll<MintM2MTokenOptions>(fields))],
  ['mint/oauth-token', ({ mint }, fields) => mint.oauthToken(readAll<MintOAuthTokenOptions>(fields))],
  [
    'mint/handshake-token',
    async ({ mint }, fields) => ({ token: await mint.handshakeToken(readAll<MintHandshakeOptions>(fields)) }),
  ],
  [
    'mint/handshake-nonce',
    async ({ mint }, fields) => ({ nonce: await mint.handshakeNonce(readAll<MintHandshakeOptions>(fields)) }),
  ],
])

function moveClock({ clock }: ActionTools, fields: Fields): unknown {
  const advanceMs = readNumber(fields, 'advanceMs')
  const setMs = readNumber(fields, 'setMs')
  if (setMs !== null) clock.set(setMs)
  if (advanceMs !== null) clock.advance(advanceMs)
  const move = readText(fields, 'move')
  if (move === 'freeze') clock.freeze()
  else if (move === 'resume') clock.resume()
  else if (move === 'reset') clock.reset()
  else if (move !== null)
    throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', 'move must be one of freeze, resume, reset.')
  return { nowMs: clock.nowMs(), offsetMs: clock.offsetMs() }
}

function setOutage({ control }: ActionTools, fields: Fields): void {
  const outage = readChoice(fields, 'outage', OUTAGES)
  control.setOutage(outage === 'off' ? null : outage)
}

function failNext({ control }: ActionTools, fields: Fields): void {
  const count = readNumber(fields, 'count')
  const status = readNumber(fields, 'status')
  if (status !== null && (!Number.isInteger(status) || status < 400 || status > 599)) {
    throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', 'status must be a whole number from 400 to 599.')
  }
  const code = readText(fields, 'code')
  const pathPrefix = readText(fields, 'pathPrefix')
  const retryAfterSec = readNumber(fields, 'retryAfterSec')
  control.failNext({
    ...(count !== null && { count }),
    ...(status !== null && { status }),
    ...(code !== null && { code }),
    ...(pathPrefix !== null && { pathPrefix }),
    ...(retryAfterSec !== null && { retryAfterSec }),
  })
}
