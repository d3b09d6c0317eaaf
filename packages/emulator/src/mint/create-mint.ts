/** The mint of one emulator. */
import {
  apiKeyShape,
  handshakeShape,
  m2mTokenShape,
  oauthTokenShape,
  sessionShape,
  templateTokenShape,
} from '../control/shapes.ts'
import { EmulatorError } from '../emulator-error.ts'
import type { Instance } from '../instance.ts'
import type { Machine } from '../state/model.ts'
import { findUser } from '../state/people.ts'
import { checkFields, type Shape } from '../state/shape.ts'
import { DEFAULT_CLOCK_SKEW_SEC, DEFAULT_TEMPLATE_LIFETIME_SEC, findTemplate } from '../state/templates.ts'
import { keepNonce, signHandshakeToken } from './handshake-payload.ts'
import { makeApiKey, makeM2MToken, makeOAuthToken } from './machine-tokens.ts'
import type {
  Mint,
  MintApiKeyOptions,
  MintHandshakeOptions,
  MintM2MTokenOptions,
  MintOAuthTokenOptions,
  MintTemplateTokenOptions,
} from './mint.ts'
import { mintSession, mintVisitor, requireOrganization, requireUser } from './mint-session.ts'
import { toHeader } from './sign-session-token.ts'
import { signTemplateToken } from './sign-template-token.ts'

const OAUTH_LIFETIME_SEC = 3_600

/** Every function rejects with `ERR_EMULATOR_OPTION_INVALID` what does not fit, before anything is made. */
export function createMint(instance: Instance): Mint {
  return {
    session: withShape(sessionShape, (options) => mintSession(instance, options)),
    visitor: () => mintVisitor(instance),
    apiKey: withShape(apiKeyShape, (options = {}) => mintApiKey(instance, options)),
    m2mToken: withShape(m2mTokenShape, (options = {}) => mintM2MToken(instance, options)),
    oauthToken: withShape(oauthTokenShape, (options = {}) => mintOAuthToken(instance, options)),
    templateToken: withShape(templateTokenShape, (options = {}) => mintTemplateToken(instance, options)),
    handshakeToken: withShape(handshakeShape, async (options = {}) =>
      signHandshakeToken(instance, await readDirectives(instance, options), options),
    ),
    handshakeNonce: withShape(handshakeShape, async (options = {}) =>
      keepNonce(instance, await readDirectives(instance, options)),
    ),
    token: (payload, { header = {}, isForeign = false } = {}) =>
      instance.keyring.sign(toHeader(instance, null, header), payload, isForeign),
  }
}

function withShape<O extends object, R>(
  shape: Shape<O>,
  make: (options?: O) => R | Promise<R>,
): (options?: O) => Promise<R> {
  return async (options) => {
    if (options !== undefined) checkFields(shape, options)
    return make(options)
  }
}

function mintApiKey(instance: Instance, options: MintApiKeyOptions) {
  const user = options.subject === undefined ? requireUser(instance, undefined) : findUser(instance, options.subject)
  const subject = user?.id ?? requireOrganization(instance, options.subject ?? '').id
  const key = makeApiKey(instance, {
    name: options.name ?? 'minted',
    subject,
    scopes: options.scopes ?? [],
    claims: options.claims ?? null,
    expiresInSec: options.expiresInSec ?? null,
    description: options.description ?? null,
    createdBy: user?.id ?? null,
  })
  return { ...key, bearer: `Bearer ${key.secret}` }
}

async function mintM2MToken(instance: Instance, options: MintM2MTokenOptions) {
  const machine = requireMachine(instance, options.machine)
  const token = await makeM2MToken(instance, {
    subject: machine.id,
    scopes: options.scopes ?? machine.scopes,
    claims: options.claims ?? null,
    expiresInSec: options.expiresInSec ?? null,
    format: options.format ?? 'opaque',
    isForeign: options.isForeign ?? false,
  })
  return { ...token, bearer: `Bearer ${token.token}` }
}

function requireMachine({ store }: Instance, name: string | undefined): Machine {
  const machine = store.find('machines', (one) => name === undefined || one.id === name || one.name === name)
  if (machine !== null) return machine
  throw new EmulatorError(
    'ERR_EMULATOR_UNKNOWN_MACHINE',
    `no machine is called "${name ?? 'the first machine'}". Use an id or a name of the seed.`,
  )
}

async function mintOAuthToken(instance: Instance, options: MintOAuthTokenOptions) {
  const { audience } = options
  const token = await makeOAuthToken(instance, {
    subject: requireUser(instance, options.user).id,
    clientId: options.clientId ?? instance.store.list('oauthApplications')[0]?.id ?? 'client_minted',
    scopes: options.scopes ?? ['profile', 'email'],
    audiences: audience === undefined ? [] : typeof audience === 'string' ? [audience] : audience,
    claims: options.claims ?? null,
    expiresInSec: options.expiresInSec === undefined ? OAUTH_LIFETIME_SEC : options.expiresInSec,
    format: options.format ?? 'opaque',
    hasRefreshToken: false,
    isForeign: options.isForeign ?? false,
  })
  return { ...token, bearer: `Bearer ${token.token}` }
}

/** Stands in for a template that the seed does not have: its tokens have no claims of their own. */
const NO_TEMPLATE = { claims: {}, lifetimeSec: DEFAULT_TEMPLATE_LIFETIME_SEC, clockSkewSec: DEFAULT_CLOCK_SKEW_SEC }

async function mintTemplateToken(
  instance: Instance,
  { user, template = 'example', claims = {} }: MintTemplateTokenOptions,
): Promise<string> {
  const { sessionId } = await mintSession(instance, user === undefined ? {} : { user })
  const session = instance.store.get('sessions', sessionId)
  if (session === null) throw new TypeError('A minted session that nobody remembers.')
  const known = findTemplate(instance, template) ?? NO_TEMPLATE
  return signTemplateToken(instance, session, known, { authorizedParty: instance.settings.appOrigin, claims })
}

async function readDirectives(
  instance: Instance,
  { directives, session }: MintHandshakeOptions,
): Promise<readonly string[]> {
  return directives ?? (await mintSession(instance, session)).setCookies
}
