/** People whose address is of a domain of an organization: they are invited, or the organization is suggested to them. */
import type { Instance } from '../../instance.ts'
import type { OrganizationDomain, User } from '../model.ts'
import { findMembership } from '../people.ts'
import { INVITATION_DAYS, pendingInvitations, toInvitation } from './invitations.ts'
import { defaultRole } from './roles-of.ts'

/** The part behind the `@`, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** Does for this person what every domain says. Part of a write, or one of its own. To be called when an address is proven. */
export function enrollPerson(instance: Instance, user: User): void {
  const proven = new Set(provenAddresses(user).map(domainOf))
  if (proven.size === 0) return
  const domains = instance.store.list('organizationDomains').filter((one) => isAtWork(one) && proven.has(one.name))
  if (domains.length > 0)
    instance.store.write(() => {
      for (const domain of domains) enroll(instance, domain, user)
    })
}

/** Does for everybody what this domain says. Part of a write, or one of its own. */
export function enrollEverybody(instance: Instance, domain: OrganizationDomain): void {
  if (!isAtWork(domain)) return
  instance.store.write(() => {
    for (const user of instance.store.list('users'))
      if (provenAddresses(user).some((address) => domainOf(address) === domain.name)) enroll(instance, domain, user)
  })
}

/** The addresses that a person has proven. */
export function provenAddresses(user: User): readonly string[] {
  return user.emailAddresses.flatMap(({ address, verification }) =>
    verification?.status === 'verified' ? [address] : [],
  )
}

function isAtWork({ verification, enrollmentMode }: OrganizationDomain): boolean {
  return verification?.status === 'verified' && enrollmentMode !== 'manual_invitation'
}

function enroll(instance: Instance, domain: OrganizationDomain, user: User): void {
  if (findMembership(instance, user.id, domain.organizationId) !== null) return
  if (domain.enrollmentMode === 'automatic_suggestion') suggest(instance, domain, user)
  else inviteOfItself(instance, domain, user)
}

function suggest({ store, random, clock }: Instance, { id, organizationId }: OrganizationDomain, user: User): void {
  const known = store.find(
    'organizationSuggestions',
    (one) => one.userId === user.id && one.organizationId === organizationId,
  )
  if (known !== null) return
  const nowMs = clock.nowMs()
  store.write((tx) =>
    tx.put('organizationSuggestions', {
      id: random.id('orgsug_'),
      organizationId,
      domainId: id,
      userId: user.id,
      status: 'pending',
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    }),
  )
}

/** No mail is sent: the person finds the invitation among theirs. */
function inviteOfItself(instance: Instance, domain: OrganizationDomain, user: User): void {
  const { store } = instance
  const own = new Set(provenAddresses(user).map((address) => address.toLowerCase()))
  const email = provenAddresses(user).find((address) => domainOf(address) === domain.name)
  const organization = store.get('organizations', domain.organizationId)
  // One that was taken back or accepted is not sent again.
  const wasInvited = store.find(
    'organizationInvitations',
    (one) => one.domainId === domain.id && own.has(one.email.toLowerCase()),
  )
  const isInvited = pendingInvitations(instance, domain.organizationId).some((one) => own.has(one.email.toLowerCase()))
  if (email === undefined || organization === null || wasInvited !== null || isInvited) return
  const facts = { inviterId: null, redirectUrl: null, days: INVITATION_DAYS, publicMetadata: {}, privateMetadata: {} }
  const invitation = toInvitation(instance, organization, { ...facts, email, role: defaultRole(instance) }, domain.id)
  store.write((tx) => tx.put('organizationInvitations', invitation))
}
