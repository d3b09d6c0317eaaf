/** One person: who they are, where they are signed in, where they belong, what is known about them. */
import type { Instance } from '../../instance.ts'
import type { User } from '../../state/model.ts'
import { credentialsOf } from '../../state/people.ts'
import { html, type Html } from '../html.ts'
import { toName } from '../read-page.ts'
import { showText, toShortText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { BACK_FIELD, showCard, showCopyable, showFacts, showHidden, showMoment, showTable } from './parts.ts'
import { showDelete, showMetadata } from './show-record-forms.ts'
import { showSessions } from './show-sessions.ts'
import { showApiKeys } from './show-tokens.ts'

export function showUser(page: ConsolePage): ConsoleView | null {
  const { instance, params, address } = page
  const { store } = instance
  const user = store.get('users', params['id'] ?? '')
  if (user === null) return null
  const sessions = store.list('sessions').filter((one) => one.userId === user.id)
  const keys = store.list('apiKeys').filter((one) => one.subject === user.id)
  return {
    title: toShortText(toName(user)),
    isLive: true,
    actions: html`<form method="post" action="/__emu/mint/session">
      ${showHidden({ [BACK_FIELD]: address, user: user.id })}
      <button class="quiet inline" type="submit">Mint a session</button>
    </form>`,
    body: [
      html`<div class="grid">
        ${showCard('About', showWho(instance, user))} ${showCard('Organizations', showPlaces(instance, user), 'places')}
      </div>`,
      showCard('Addresses', showAddresses(instance, user), 'addresses'),
      showCard('Sessions', showSessions(page, sessions), 'sessions'),
      showCard('API keys', showApiKeys(page, keys), 'api-keys'),
      showMetadata('users', user, page),
      showDelete({
        kind: 'users',
        id: user.id,
        text: 'Sessions, memberships and keys of this person go too. There is no way back.',
      }),
    ],
  }
}

function showWho(instance: Instance, user: User): Html {
  return showFacts([
    ['Id', showCopyable('user id', user.id)],
    ['Name', showText(`${user.firstName} ${user.lastName}`.trim(), 500)],
    ['Address', user.email === '' ? 'none' : showCopyable('address', toShortText(user.email, 320))],
    ['Username', user.username === null ? 'none' : showText(user.username)],
    ['Signs in with', toFactors(instance, user)],
    ['State', user.isBanned ? 'banned' : user.isLocked ? 'locked' : 'may sign in'],
    ['Task', user.task ?? 'none'],
    ['Since', showMoment(instance, user.createdAtMs)],
  ])
}

function showAddresses(instance: Instance, user: User): Html {
  const emails = user.emailAddresses.map((one) => [one.id, one.address, one.verification?.status] as const)
  const numbers = user.phoneNumbers.map((one) => [one.id, one.number, one.verification?.status] as const)
  const primary = [user.primaryEmailAddressId, user.primaryPhoneNumberId]
  const rows = [...emails, ...numbers].map(([id, text, status]) => [
    showText(text),
    html`<code>${id}</code>`,
    status ?? 'unverified',
    primary.includes(id) && 'primary',
  ])
  return showTable('Addresses', ['Address', 'Id', 'Status', 'Which'], rows, 'None.')
}

/** What the person signs in with, without showing it. */
function toFactors(instance: Instance, { id }: User): string {
  const { password, totp, backupCodes } = credentialsOf(instance, id)
  const parts = [
    password !== null && 'a password',
    totp?.isVerified === true && 'an authenticator application',
    backupCodes.length > 0 && `${backupCodes.length} backup codes`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'codes by e-mail only' : `${parts.join(', ')}, codes by e-mail`
}

function showPlaces({ store }: Instance, user: User): Html {
  const rows = store
    .list('memberships')
    .filter((one) => one.userId === user.id)
    .map(({ organizationId, role }) => [
      html`<a href="/__emu/console/organizations/${encodeURIComponent(organizationId)}"
        >${showText(store.get('organizations', organizationId)?.name ?? organizationId)}</a
      >`,
      html`<code>${role}</code>`,
    ])
  return showTable('Organizations', ['Organization', 'Role'], rows, 'The personal account only.')
}
