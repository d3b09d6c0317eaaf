/** Signs a token with the claims of a template, filled with facts of a session. It is no session token: a verifier must refuse it as one. */
import { TEMPLATE_CATEGORY } from '@postern/core/wire'
import { toSec } from '../create-clock.ts'
import { type Instance, toIssuer } from '../instance.ts'
import type { Json, JsonObject, Session, TokenTemplate } from '../state/model.ts'
import { toHeader } from './sign-session-token.ts'

const PLACEHOLDER = /\{\{\s*([a-z_.]+)\s*\}\}/g

/** What of a template its tokens follow from. */
export type TemplateFacts = Pick<TokenTemplate, 'claims' | 'lifetimeSec' | 'clockSkewSec'>

/** What one token has of its own. */
export interface TemplateTokenStart {
  /** Origin of the application that the token is for. */
  readonly authorizedParty: string
  /** Life from now, in seconds. Default: that of the template. */
  readonly expiresInSec?: number
  /** Merged over what the template says. */
  readonly claims?: Readonly<Record<string, unknown>>
}

/** @param template Without claims of its own, the token says only whose it is. */
export function signTemplateToken(
  instance: Instance,
  session: Session,
  template: TemplateFacts,
  { authorizedParty, expiresInSec = template.lifetimeSec, claims }: TemplateTokenStart,
): Promise<string> {
  const nowSec = toSec(instance.clock.nowMs())
  const base = {
    azp: authorizedParty,
    iss: toIssuer(instance),
    iat: nowSec,
    nbf: nowSec - template.clockSkewSec,
    exp: nowSec + expiresInSec,
    sub: session.userId,
  }
  const filled = fillTemplate(instance, session, template.claims)
  return instance.keyring.sign(toHeader(instance, TEMPLATE_CATEGORY), { ...base, ...filled, ...claims })
}

/** A text that is nothing but a placeholder becomes the fact itself, also null. Within a longer text the fact becomes text. */
function fillTemplate(instance: Instance, session: Session, claims: JsonObject): JsonObject {
  const facts = readFacts(instance, session)
  const fill = (value: Json): Json => {
    if (typeof value === 'string') return fillText(value, facts)
    if (Array.isArray(value)) return value.map(fill)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]))
    return value
  }
  return Object.fromEntries(Object.entries(claims).map(([key, item]) => [key, fill(item)]))
}

function fillText(text: string, facts: Readonly<Record<string, Json>>): Json {
  const whole = new RegExp(`^${PLACEHOLDER.source}$`).exec(text)
  if (whole?.[1] !== undefined) return facts[whole[1]] ?? null
  return text.replaceAll(PLACEHOLDER, (_match, name: string) => toText(facts[name] ?? ''))
}

function toText(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function readFacts({ store }: Instance, session: Session): Readonly<Record<string, Json>> {
  const user = store.get('users', session.userId)
  const organization = session.organizationId === null ? null : store.get('organizations', session.organizationId)
  return {
    'user.id': session.userId,
    'user.primary_email_address': user?.email ?? null,
    'user.first_name': user?.firstName ?? null,
    'user.last_name': user?.lastName ?? null,
    'user.full_name': user === null ? null : `${user.firstName} ${user.lastName}`.trim(),
    'user.username': user?.username ?? null,
    'user.public_metadata': user?.publicMetadata ?? null,
    'org.id': organization?.id ?? null,
    'org.slug': organization?.slug ?? null,
    'org.name': organization?.name ?? null,
    'session.id': session.id,
  }
}
