/** Everybody, and a form for one more. */
import type { Instance } from '../../instance.ts'
import type { User } from '../../state/model.ts'
import { isAlive } from '../../state/visits.ts'
import { html, type Html } from '../html.ts'
import { toName } from '../read-page.ts'
import { showText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { findRows, showPages, showSearch } from './paging.ts'
import { showCard, showField, showTable } from './parts.ts'

const PATH = '/__emu/console/users'

export function showUsers(page: ConsolePage): ConsoleView {
  const { instance } = page
  const found = findRows(page, instance.store.list('users'), (user) =>
    [user.id, user.email, user.username ?? '', user.firstName, user.lastName].join(' '),
  )
  return {
    title: 'Users',
    isLive: true,
    body: [
      html`<section class="card">${showSearch(PATH, 'Address, name or id', found)}</section>`,
      showCard(
        found.total === 1 ? '1 user' : `${found.total} users`,
        [showUserTable(instance, found.rows), showPages(PATH, found)],
        'users',
      ),
      showCard('New user', showForm(page)),
    ],
  }
}

function showUserTable(instance: Instance, users: readonly User[]): Html {
  const { store, clock } = instance
  const rows = users.map((user) => [
    html`<a href="${PATH}/${encodeURIComponent(user.id)}">${showText(toName(user), 40)}</a>`,
    showText(user.email),
    html`<code>${user.id}</code>`,
    showPlaces(instance, user),
    String(store.list('sessions').filter((one) => one.userId === user.id && isAlive(one, clock.nowMs())).length),
    user.task ?? '',
  ])
  return showTable('Users', ['Name', 'Address', 'Id', 'Organizations', 'Sessions', 'Task'], rows, 'Nobody fits.')
}

function showPlaces({ store }: Instance, user: User): readonly Html[] {
  const memberships = store.list('memberships').filter((one) => one.userId === user.id)
  return memberships.map(
    ({ organizationId, role }, at) =>
      html`${at > 0 && ', '}${showText(store.get('organizations', organizationId)?.slug ?? organizationId, 40)} ${role}`,
  )
}

function showForm({ typed }: ConsolePage): Html {
  return html`<form method="post" action="${PATH}">
    <div class="fields">
      ${showField({ id: 'new-email', name: 'email', label: 'E-mail address', value: typed('email'), type: 'email', isRequired: true })}
      ${showField({ id: 'new-first', name: 'firstName', label: 'First name', value: typed('firstName') })}
      ${showField({ id: 'new-last', name: 'lastName', label: 'Last name', value: typed('lastName') })}
      ${showField({ id: 'new-password', name: 'password', label: 'Password; empty: none' })}
      <div><button type="submit">Create</button></div>
    </div>
  </form>`
}
