/** Who belongs to an organization, and who might. */
import type { Instance } from '../../instance.ts'
import type { Organization } from '../../state/model.ts'
import { html, type Html } from '../html.ts'
import { toName } from '../read-page.ts'
import { showText, toShortText } from '../show-text.ts'
import { showCopyable, showEnd, showHidden, showSelect, showTable } from './parts.ts'

const toPath = ({ id }: Organization): string => `/__emu/console/organizations/${encodeURIComponent(id)}`

export function showMembers({ store }: Instance, organization: Organization): Html {
  const rows = store
    .list('memberships')
    .filter((one) => one.organizationId === organization.id)
    .map(({ userId, role, permissions }) => {
      const user = store.get('users', userId)
      const name = user === null ? userId : toName(user)
      return [
        html`<a href="/__emu/console/users/${encodeURIComponent(userId)}">${showText(name, 40)}</a>`,
        showText(user?.email ?? ''),
        html`<code>${role}</code>`,
        (permissions ?? store.get('roles', role)?.permissions ?? []).join(', '),
        showRemoval(organization, userId, name),
      ]
    })
  return showTable('Members', ['Name', 'Address', 'Role', 'Permissions', ''], rows, 'Nobody.')
}

function showRemoval(organization: Organization, userId: string, name: string): Html {
  return html`<form method="post" action="${toPath(organization)}">
    ${showHidden({ do: 'leave', user: userId })}
    <button class="quiet inline" aria-label="Remove ${toShortText(name)}">Remove</button>
  </form>`
}

export function showMemberForm({ store }: Instance, organization: Organization): Html {
  const members = store.list('memberships').filter((one) => one.organizationId === organization.id)
  const others = store.list('users').filter(({ id }) => members.every(({ userId }) => userId !== id))
  if (others.length === 0) return html`<p class="soft quiet-line">Everybody belongs already.</p>`
  return html`<form method="post" action="${toPath(organization)}">
    ${showHidden({ do: 'member' })}
    <div class="fields">
      ${showSelect(
        { id: 'member-user', name: 'user', label: 'User' },
        others.map(({ id, email }) => [id, email === '' ? id : email]),
      )}
      ${showSelect(
        { id: 'member-role', name: 'role', label: 'Role', value: 'org:member' },
        store.list('roles').map(({ id }) => [id, id]),
      )}
      <div><button type="submit">Add</button></div>
    </div>
  </form>`
}

export function showInvitations(instance: Instance, organization: Organization): Html {
  const rows = instance.store
    .list('organizationInvitations')
    .filter((one) => one.organizationId === organization.id)
    .map(({ id, email, role, status, ticket, expiresAtMs }) => [
      showText(email),
      html`<code>${id}</code>`,
      html`<code>${role}</code>`,
      status,
      showCopyable(`ticket for ${email}`, ticket),
      showEnd(instance, expiresAtMs),
    ])
  return showTable('Invitations', ['Address', 'Id', 'Role', 'Status', 'Ticket', 'Expires'], rows)
}

export function showDomains({ store }: Instance, organization: Organization): Html {
  const rows = store
    .list('organizationDomains')
    .filter((one) => one.organizationId === organization.id)
    .map(({ name, enrollmentMode, verification }) => [
      showText(name),
      enrollmentMode,
      verification?.status ?? 'unverified',
    ])
  return showTable('Domains', ['Domain', 'Enrollment', 'Status'], rows)
}
