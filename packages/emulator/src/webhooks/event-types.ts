/** Names of the events that are sent, as the vendor has them. */
import { plainShape, type Shape } from '../state/shape.ts'

/** Every event, in groups. */
const GROUPS = {
  user: ['created', 'updated', 'deleted'],
  email: ['created'],
  sms: ['created'],
  session: ['created', 'ended', 'removed', 'revoked'],
  organization: ['created', 'updated', 'deleted'],
  organizationDomain: ['created', 'updated', 'deleted'],
  organizationInvitation: ['created', 'accepted', 'revoked'],
  organizationMembership: ['created', 'updated', 'deleted'],
  role: ['created', 'updated', 'deleted'],
  permission: ['created', 'updated', 'deleted'],
} as const

type Groups = typeof GROUPS
/** Name of an event. */
export type WebhookEventType = { [G in keyof Groups]: `${G}.${Groups[G][number]}` }[keyof Groups]

/** Every name, in the order of the groups. */
export const WEBHOOK_EVENTS: readonly string[] = Object.entries(GROUPS).flatMap(([group, names]) =>
  names.map((name) => `${group}.${name}`),
)
const CHOICES: readonly string[] = [...WEBHOOK_EVENTS, ...Object.keys(GROUPS).map((group) => `${group}.*`)]

/** The name of an event. */
export const webhookEvent: Shape<string> = plainShape(
  { enum: WEBHOOK_EVENTS },
  `an event that is sent: ${WEBHOOK_EVENTS.join(', ')}`,
  (value) => typeof value === 'string' && WEBHOOK_EVENTS.includes(value),
)

/** The name of an event, or of a group. */
export const webhookEventChoice: Shape<string> = plainShape(
  { enum: CHOICES },
  `an event that is sent, or a group such as user.*: ${CHOICES.join(', ')}`,
  (value) => typeof value === 'string' && CHOICES.includes(value),
)

/** @param events What an endpoint wants; null for everything. */
export function isWanted(events: readonly string[] | null, type: string): boolean {
  return events === null || events.includes(type) || events.includes(`${type.split('.')[0]}.*`)
}
