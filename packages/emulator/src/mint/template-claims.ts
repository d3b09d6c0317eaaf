/** Fills the claims of a token template with facts of a session. */
import type { Instance } from '../instance.ts'
import type { Json, JsonObject, Session } from '../state/model.ts'

const PLACEHOLDER = /\{\{\s*([a-z_.]+)\s*\}\}/g

/** A text that is one placeholder becomes the fact itself, null included; within a longer text it becomes text. */
export function fillTemplate(instance: Instance, session: Session, claims: JsonObject): JsonObject {
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
