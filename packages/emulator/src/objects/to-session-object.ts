/** A session as the Backend API shows it. @see emulator.md 4 */
import type { Session } from '../state/model.ts'
import type { ApiObject } from './api-object.ts'

/** @param nowMs Milliseconds since the Unix epoch. A session that is too old has expired. */
export function toSessionObject(session: Session, nowMs: number): ApiObject {
  const isLate = (session.status === 'active' || session.status === 'pending') && session.expiresAtMs <= nowMs
  return {
    object: 'session',
    id: session.id,
    client_id: session.clientId,
    user_id: session.userId,
    status: isLate ? 'expired' : session.status,
    actor: session.actor,
    last_active_organization_id: session.organizationId,
    tasks: session.task === null ? null : [{ key: session.task }],
    latest_activity: toActivityObject(session),
    last_active_at: session.lastActiveAtMs,
    expire_at: session.expiresAtMs,
    abandon_at: session.expiresAtMs,
    created_at: session.createdAtMs,
    updated_at: session.updatedAtMs,
  }
}

/** What is known of the browser. No address is kept; the place is what the vendor's list of devices shows in parentheses. */
function toActivityObject({ id, activity }: Session): ApiObject {
  const agent = activity.userAgent ?? ''
  const [, name = null, version = null] = /(Firefox|Edg|Chrome|Version)\/([\d.]+)/.exec(agent) ?? []
  const isMobile = /Mobile|Android|iPhone/.test(agent)
  return {
    object: 'session_activity',
    id: `sess_activity_${id}`,
    browser_name: name === 'Version' ? 'Safari' : name === 'Edg' ? 'Edge' : name,
    browser_version: version,
    device_type: isMobile ? 'Mobile' : agent === '' ? null : 'Desktop',
    is_mobile: isMobile,
    ip_address: null,
    city: 'Local network',
    country: null,
  }
}
