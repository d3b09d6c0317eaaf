/** One organization: what it is, who belongs to it, what is known about it. */
import type { Instance } from '../../instance.ts'
import type { Organization } from '../../state/model.ts'
import type { Html } from '../html.ts'
import { showText, toShortText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { showCard, showCopyable, showFacts, showMoment } from './parts.ts'
import { showDomains, showInvitations, showMemberForm, showMembers } from './show-members.ts'
import { showDelete, showMetadata } from './show-record-forms.ts'
import { showApiKeys } from './show-tokens.ts'

export function showOrganization(page: ConsolePage): ConsoleView | null {
  const { instance, params } = page
  const organization = instance.store.get('organizations', params['id'] ?? '')
  if (organization === null) return null
  const keys = instance.store.list('apiKeys').filter((one) => one.subject === organization.id)
  return {
    title: toShortText(organization.name),
    isLive: true,
    body: [
      showCard('About', showWhat(instance, organization)),
      showCard('Members', showMembers(instance, organization), 'members'),
      showCard('New member', showMemberForm(instance, organization)),
      showCard('Invitations', showInvitations(instance, organization), 'invitations'),
      showCard('Domains', showDomains(instance, organization), 'domains'),
      showCard('API keys', showApiKeys(page, keys), 'api-keys'),
      showMetadata('organizations', organization, page),
      showDelete({
        kind: 'organizations',
        id: organization.id,
        text: 'Memberships, invitations and keys go too. Sessions go on in the personal account. There is no way back.',
      }),
    ],
  }
}

function showWhat(instance: Instance, organization: Organization): Html {
  return showFacts([
    ['Id', showCopyable('organization id', organization.id)],
    ['Name', showText(organization.name, 500)],
    ['Slug', showText(organization.slug)],
    ['Features', organization.features.join(', ') || 'none'],
    ['Plans', organization.plans.join(', ') || 'none'],
    ['Since', showMoment(instance, organization.createdAtMs)],
  ])
}
