/** `mint.session` and `mint.visitor`. */
import { toSec } from '../create-clock.ts'
import { EmulatorError } from '../emulator-error.ts'
import { sharedDomain } from '../http/origins.ts'
import { toClientCookieName } from '../http/identity.ts'
import type { Instance } from '../instance.ts'
import type { Client, Organization, Session, SessionOverrides, User } from '../state/model.ts'
import { toRoleKey } from '../state/seed-ids.ts'
import { findOrganization, findUser } from '../state/people.ts'
import { createClient, startSession } from '../state/visits.ts'
import { type AppCookie, toBrowserCookies, toDirective } from './to-browser-cookies.ts'
import type { MintedSession, MintSessionOptions } from './mint.ts'
import { toSessionClaims, type TokenTimes } from './sign-session-token.ts'

const ANY_TIMES: TokenTimes = { expiresInSec: 0, issuedAtSec: 0, issuerHost: null, authorizedParty: null }

export async function mintSession(instance: Instance, options: MintSessionOptions = {}): Promise<MintedSession> {
  const user = requireUser(instance, options.user)
  const { client, session } = instance.store.write(() => {
    const fresh = createClient(instance)
    const begun = beginSession(instance, fresh, user, options)
    // Facts that no token can hold throw here, and the transaction undoes the session.
    toSessionClaims(instance, begun, ANY_TIMES)
    return { client: fresh, session: begun }
  })
  const known = instance.store.get('clients', client.id) ?? client
  const { cookies, token } = await toBrowserCookies(instance, {
    client: known,
    session,
    ...toAppPlace(instance),
    ...(options.clientUatSec !== undefined && { clientUatSec: options.clientUatSec }),
    hasRefreshToken: options.hasRefreshToken ?? true,
    token: {
      isChosen: true,
      ...(options.issuedAgoSec !== undefined && {
        issuedAtSec: toSec(instance.clock.nowMs()) - options.issuedAgoSec,
      }),
      ...(options.expiresInSec !== undefined && { expiresInSec: options.expiresInSec }),
      ...(options.azp !== undefined && { authorizedParty: options.azp }),
      ...(options.issuerHost !== undefined && { issuerHost: options.issuerHost }),
      ...(options.claims !== undefined && { claims: options.claims }),
      ...(options.header !== undefined && { header: options.header }),
      ...(options.isForeign !== undefined && { isForeign: options.isForeign }),
    },
  })
  if (token === null) throw new TypeError('A session without a token.')
  const facts = {
    token,
    sessionId: session.id,
    userId: user.id,
    organizationId: session.organizationId,
    bearer: `Bearer ${token}`,
  }
  return { ...facts, ...(await toMintedCookies(instance, known, cookies, options.cookies)) }
}

type MintedCookies = Pick<MintedSession, 'cookies' | 'cookieHeader' | 'setCookies' | 'devBrowser' | 'emulatorCookie'>

export async function mintVisitor(instance: Instance): Promise<MintedCookies> {
  const client = createClient(instance)
  const { cookies } = await toBrowserCookies(instance, { client, session: null, ...toAppPlace(instance) })
  return toMintedCookies(instance, client, cookies, 'both')
}

async function toMintedCookies(
  instance: Instance,
  client: Client,
  all: readonly AppCookie[],
  spelling: MintSessionOptions['cookies'] = 'both',
): Promise<MintedCookies> {
  const isSuffixed = (name: string): boolean =>
    /_[A-Za-z0-9_-]{8}$/.test(name) && all.some((other) => other.name === name.slice(0, -9))
  const wanted = all.filter(
    ({ name }) => spelling === 'both' || isSuffixed(name) === (spelling === 'suffixed') || name.startsWith('__refresh'),
  )
  const sent = wanted.filter(({ value }) => value !== '')
  return {
    cookies: Object.fromEntries(sent.map(({ name, value }) => [name, value])),
    cookieHeader: sent.map(({ name, value }) => `${name}=${value}`).join('; '),
    setCookies: wanted.map(toDirective),
    devBrowser: instance.settings.isProduction ? null : client.devBrowser,
    emulatorCookie: `${await toClientCookieName(instance)}=${client.secret}`,
  }
}

function beginSession(instance: Instance, client: Client, user: User, options: MintSessionOptions): Session {
  const { role, permissions, features, plans, claimsVersion, fva, actor } = options
  const overrides: SessionOverrides = {
    ...(role !== undefined && { role: toRoleKey(role) }),
    ...(permissions !== undefined && { permissions }),
    ...(features !== undefined && { features }),
    ...(plans !== undefined && { plans }),
    ...(claimsVersion !== undefined && { claimsVersion }),
    ...(fva !== undefined && { factorAges: fva }),
  }
  return startSession(instance, client, user, {
    overrides,
    ...(options.org !== undefined && {
      organizationId: options.org === null ? null : requireOrganization(instance, options.org).id,
    }),
    ...(options.status !== undefined && { status: options.status }),
    ...(options.task !== undefined && { task: options.task }),
    ...(actor !== undefined && { actor: typeof actor === 'string' ? { sub: actor } : actor }),
  })
}

function toAppPlace(instance: Instance): { readonly domain: string | null; readonly isSecure: boolean } {
  const app = new URL(instance.settings.appOrigin)
  return { domain: sharedDomain(instance, app.hostname), isSecure: app.protocol === 'https:' }
}

export function requireUser(instance: Instance, name: string | undefined): User {
  const user = name === undefined ? (instance.store.list('users')[0] ?? null) : findUser(instance, name)
  if (user !== null) return user
  throw new EmulatorError(
    'ERR_EMULATOR_UNKNOWN_USER',
    `nobody is called "${name ?? 'the first user'}". Use an id or an address of the seed.`,
  )
}

export function requireOrganization(instance: Instance, name: string): Organization {
  const organization = findOrganization(instance, name)
  if (organization !== null) return organization
  throw new EmulatorError(
    'ERR_EMULATOR_UNKNOWN_ORGANIZATION',
    `no organization is called "${name}". Use an id or a slug of the seed.`,
  )
}
