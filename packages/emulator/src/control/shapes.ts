/**
 * The shape of what each action and each minting function takes. One shape judges what comes as JSON and what comes from code. Interfaces
 * declare the options, and an option without a shape does not compile.
 */
import { MAX_CLOCK_MS } from '../create-clock.ts'
import type { RotateOptions } from '../keys/create-keyring.ts'
import type {
  MintApiKeyOptions,
  MintHandshakeOptions,
  MintM2MTokenOptions,
  MintOAuthTokenOptions,
  MintSessionOptions,
  MintTemplateTokenOptions,
} from '../mint/mint.ts'
import type { HandshakeForm } from '../options.ts'
import { type Actor, SESSION_TASKS } from '../state/model.ts'
import { claimName, roleName, scopeName } from '../state/names.ts'
import {
  anything,
  fields,
  flag,
  isObject,
  jsonObject,
  listOf,
  nullable,
  object,
  oneOf,
  pairOf,
  plainShape,
  type Shape,
  shapeOf,
  text,
  textLike,
  textOr,
  wholeWithin,
  within,
} from '../state/shape.ts'
import type { Outage, PlannedFailure } from './create-faults.ts'
import { MAX_DELAY_MS, MAX_TIMES } from './trouble-shape.ts'

/** About three thousand years, either way. */
const MAX_SEC = 100_000_000_000

const seconds = within(-MAX_SEC, MAX_SEC)
const texts = listOf(text)

/** How the clock moves; see `EmulatorClock`. */
export interface ClockMove {
  readonly advanceMs?: number
  readonly setMs?: number
  readonly move?: 'freeze' | 'resume' | 'reset'
}

/** What the console's form sends besides: to whom a key or a token is to belong. */
interface Belonging {
  readonly user?: string
  readonly org?: string
}

export const nothingShape: Shape<object> = fields({}, {})
export const resetShape: Shape<{ readonly seed?: unknown }> = fields({}, { seed: anything })
export const clockShape: Shape<ClockMove> = fields(
  {},
  {
    advanceMs: within(-MAX_CLOCK_MS, MAX_CLOCK_MS),
    setMs: within(0, MAX_CLOCK_MS),
    move: oneOf(['freeze', 'resume', 'reset']),
  },
)
export const handshakeForm: Shape<HandshakeForm> = oneOf(['auto', 'token', 'nonce'])
export const handshakeFormShape: Shape<{ readonly form: HandshakeForm }> = fields({ form: handshakeForm }, {})
export const outage: Shape<Outage | null> = nullable(oneOf(['network', 'http']))
export const outageShape: Shape<{ readonly outage: Outage | 'off' }> = fields(
  { outage: oneOf(['network', 'http', 'off']) },
  {},
)
export const keysDelay: Shape<number> = within(0, MAX_DELAY_MS)
export const keysDelayShape: Shape<{ readonly ms?: number }> = fields({}, { ms: keysDelay })
/** A rotation over HTTP, which brings no key. */
export const rotateShape: Shape<Pick<RotateOptions, 'keepOld'>> = fields({}, { keepOld: flag })
/** A rotation in code. The keyring judges the key itself. */
export const rotateInCodeShape: Shape<RotateOptions> = fields(
  {},
  { keepOld: flag, signingKey: shapeOf(object.schema, object) },
)
export const failureShape: Shape<Partial<PlannedFailure>> = fields(
  {},
  {
    count: wholeWithin(1, MAX_TIMES),
    status: wholeWithin(400, 599),
    code: text,
    pathPrefix: textLike(/^\//, 'a path that begins with /'),
    retryAfterSec: nullable(wholeWithin(0, MAX_SEC)),
  },
)
export const idShape: Shape<{ readonly id: string }> = fields({ id: text }, {})

/** The claim `act`: somebody else, and whatever is said of them besides. */
const actor: Shape<Actor> = plainShape(
  { type: 'object', properties: { sub: { type: 'string' } }, required: ['sub'] },
  'a text, or an object with the text sub',
  (value) => isObject(value) && typeof value['sub'] === 'string',
)

export const sessionShape: Shape<MintSessionOptions> = fields(
  {},
  {
    user: text,
    org: nullable(text),
    role: roleName,
    permissions: texts,
    features: listOf(claimName),
    plans: listOf(claimName),
    expiresInSec: seconds,
    issuedAgoSec: seconds,
    azp: nullable(text),
    issuerHost: text,
    claims: object,
    header: object,
    claimsVersion: oneOf([1, 2]),
    status: oneOf(['active', 'pending']),
    task: oneOf(SESSION_TASKS),
    fva: pairOf(seconds),
    actor: textOr(actor),
    isForeign: flag,
    clientUatSec: seconds,
    cookies: oneOf(['both', 'plain', 'suffixed']),
    hasRefreshToken: flag,
  },
)
const apiKeyFields = {
  name: text,
  subject: text,
  scopes: texts,
  claims: nullable(jsonObject),
  description: text,
  expiresInSec: nullable(seconds),
}
export const apiKeyShape: Shape<MintApiKeyOptions> = fields({}, apiKeyFields)
/** The console has a list of people and one of organizations. */
export const apiKeyFormShape: Shape<MintApiKeyOptions & Belonging> = fields(
  {},
  { ...apiKeyFields, user: text, org: text },
)
const signedFields = {
  scopes: listOf(scopeName),
  claims: nullable(jsonObject),
  expiresInSec: nullable(seconds),
  format: oneOf(['opaque', 'jwt']),
  isForeign: flag,
}
export const m2mTokenShape: Shape<MintM2MTokenOptions> = fields({}, { machine: text, ...signedFields })
const oauthTokenFields = { user: text, clientId: text, audience: textOr(texts), ...signedFields }
export const oauthTokenShape: Shape<MintOAuthTokenOptions> = fields({}, oauthTokenFields)
/** The organization that the console's form sends along means nothing here. */
export const oauthTokenFormShape: Shape<MintOAuthTokenOptions & Belonging> = fields(
  {},
  { ...oauthTokenFields, org: text },
)
export const templateTokenShape: Shape<MintTemplateTokenOptions> = fields(
  {},
  { user: text, template: text, claims: object },
)
export const handshakeShape: Shape<MintHandshakeOptions> = fields(
  {},
  { directives: texts, session: sessionShape, claims: object, header: object, isForeign: flag },
)
