/** Sessions, the newest first; those that live can be revoked. */
import type { Instance } from '../../instance.ts'
import type { Session } from '../../state/model.ts'
import { isAlive } from '../../state/visits.ts'
import { html, type Html } from '../html.ts'
import type { ConsolePage } from './console-page.ts'
import { showButton, showEnd, showMoment, showTable } from './parts.ts'

/** On the page; `/__emu/state` has all of them. */
const MAX_SESSIONS = 50

export function showSessions({ instance, address }: ConsolePage, sessions: readonly Session[]): Html {
  const rows = sessions
    .toReversed()
    .slice(0, MAX_SESSIONS)
    .map((session) => [
      html`<code>${session.id}</code>`,
      session.organizationId === null ? 'personal account' : html`<code>${session.organizationId}</code>`,
      toStatus(instance, session),
      showMoment(instance, session.createdAtMs),
      showEnd(instance, session.expiresAtMs),
      isAlive(session, instance.clock.nowMs()) &&
        showButton({
          action: 'sessions/revoke',
          back: address,
          label: 'Revoke',
          about: `Revoke the session ${session.id} of ${session.userId}`,
          fields: { id: session.id },
        }),
    ])
  return showTable('Sessions', ['Id', 'Organization', 'Status', 'Began', 'Ends', ''], rows)
}

function toStatus({ clock }: Instance, session: Session): string {
  const isOver = session.expiresAtMs <= clock.nowMs() && (session.status === 'active' || session.status === 'pending')
  return isOver ? 'expired' : session.task === null ? session.status : `${session.status}: ${session.task}`
}
