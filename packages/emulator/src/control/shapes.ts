/** The shape of what each action and each minting function takes. JSON and code are judged by the same. */
import { MAX_CLOCK_MS } from '../clock.ts'
import { SESSION_TASKS } from '../state/model.ts'
import { claimName, roleName, scopeName } from '../state/names.ts'
import {
  anything,
  fields,
  flag,
  isObject,
  listOf,
  nullable,
  object,
  oneOf,
  pairOf,
  type Shape,
  text,
  textLike,
  textOr,
  wholeWithin,
  within,
} from '../state/shape.ts'

/** About three thousand years, either way. */
const MAX_SEC = 100_000_000_000
/** Longer than any caller waits. */
const MAX_DELAY_MS = 3_600_000
const MAX_FAILING_CALLS = 1_000_000

const seconds = within(-MAX_SEC, MAX_SEC)
const life = nullable(seconds)
const claims = nullable(object)
const format = oneOf(['opaque', 'jwt'])
const texts = listOf(text)

export const nothingShape: Shape = fields({})
export const resetShape: Shape = fields({}, { seed: anything })
export const clockShape: Shape = fields(
  {},
  {
    advanceMs: within(-MAX_CLOCK_MS, MAX_CLOCK_MS),
    setMs: within(0, MAX_CLOCK_MS),
    move: oneOf(['freeze', 'resume', 'reset']),
  },
)
export const handshakeForm: Shape = oneOf(['auto', 'token', 'nonce'])
export const outage: Shape = nullable(oneOf(['network', 'http']))
export const outageShape: Shape = fields({ outage: oneOf(['network', 'http', 'off']) })
export const keysDelay: Shape = within(0, MAX_DELAY_MS)
export const rotateShape: Shape = fields({}, { keepOld: flag })
export const rotateInCodeShape: Shape = fields({}, { keepOld: flag, signingKey: object })
export const failureShape: Shape = fields(
  {},
  {
    count: wholeWithin(1, MAX_FAILING_CALLS),
    status: wholeWithin(400, 599),
    code: text,
    pathPrefix: textLike(/^\//, 'a path that begins with /'),
    retryAfterSec: nullable(wholeWithin(0, MAX_SEC)),
  },
)
export const idShape: Shape = fields({ id: text })

/** Somebody else, and whatever the claim says besides. */
const actor: Shape = (value, path, report) => {
  if (!isObject(value) || typeof value['sub'] !== 'string')
    report(path, 'must be a text, or an object with the text sub')
}

export const sessionShape: Shape = fields(
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
const apiKeyFields = { name: text, subject: text, scopes: texts, claims, description: text, expiresInSec: life }
export const apiKeyShape: Shape = fields({}, apiKeyFields)
/** The console has a list of people and one of organizations. */
export const apiKeyFormShape: Shape = fields({}, { ...apiKeyFields, user: text, org: text })
export const m2mTokenShape: Shape = fields(
  {},
  { machine: text, scopes: listOf(scopeName), claims, expiresInSec: life, format, isForeign: flag },
)
const oauthTokenFields = {
  user: text,
  clientId: text,
  scopes: listOf(scopeName),
  audience: textOr(texts),
  claims,
  expiresInSec: life,
  format,
  isForeign: flag,
}
export const oauthTokenShape: Shape = fields({}, oauthTokenFields)
/** The organization that the console's form sends along means nothing here. */
export const oauthTokenFormShape: Shape = fields({}, { ...oauthTokenFields, org: text })
export const templateTokenShape: Shape = fields({}, { user: text, template: text, claims: object })
export const handshakeShape: Shape = fields(
  {},
  { directives: texts, session: sessionShape, claims: object, header: object, isForeign: flag },
)
