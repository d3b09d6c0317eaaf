/** The mint of one emulator. */
import { SESSION_CATEGORY, TEMPLATE_CATEGORY } from '@postern/core/wire'
import { toSec } from '../clock.ts'
import {
  apiKeyShape,
  handshakeShape,
  m2mTokenShape,
  oauthTokenShape,
  sessionShape,
  templateTokenShape,
} from '../control/shapes.ts'
import { EmulatorError } from '../errors.ts'
import { type Instance, toIssuer } from '../instance.ts'
import type { Machine, Session } from '../state/model.ts'
import { findUser } from '../state/people.ts'
import { checkFields, type Shape } from '../state/shape.ts'
import { keepNonce } from './handshake-payload.ts'
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
import { fillTemplate } from './template-claims.ts'

const HANDSHAKE_LIFETIME_SEC = 60
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
    handshakeToken: withShape(handshakeShape, (options = {}) => mintHandshakeToken(instance, options)),
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

async function mintTemplateToken(instance: Instance, options: MintTemplateTokenOptions): Promise<string> {
  const { sessionId } = await mintSession(instance, options.user === undefined ? {} : { user: options.user })
  const session = instance.store.get('sessions', sessionId)
  const template = instance.store.get('templates', options.template ?? 'example')
  const nowSec = toSec(instance.clock.nowMs())
  const exp = nowSec + (template?.lifetimeSec ?? HANDSHAKE_LIFETIME_SEC)
  const base = {
    azp: instance.settings.appOrigin,
    iss: toIssuer(instance),
    iat: nowSec,
    nbf: nowSec - 5,
    exp,
    sub: session?.userId,
  }
  const filled =
    template === null || session === null ? {} : fillTemplate(instance, session satisfies Session, template.claims)
  return instance.keyring.sign(toHeader(instance, TEMPLATE_CATEGORY), { ...base, ...filled, ...options.claims })
}

async function readDirectives(
  instance: Instance,
  { directives, session }: MintHandshakeOptions,
): Promise<readonly string[]> {
  return directives ?? (await mintSession(instance, session)).setCookies
}

async function mintHandshakeToken(instance: Instance, options: MintHandshakeOptions): Promise<string> {
  const nowSec = toSec(instance.clock.nowMs())
  const handshake = await readDirectives(instance, options)
  const payload = { handshake, iat: nowSec, exp: nowSec + HANDSHAKE_LIFETIME_SEC, ...options.claims }
  return instance.keyring.sign(
    toHeader(instance, SESSION_CATEGORY, options.header),
    payload,
    options.isForeign ?? false,
  )
}
