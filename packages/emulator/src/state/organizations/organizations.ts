/** Organizations come, change and go. Every change is one write; what does not fit is thrown as a Refusal. */
import type { Instance } from '../../instance.ts'
import { notFoundRefusal, Refusal } from '../../refusal.ts'
import type { UploadedFile } from '../../http/read-file.ts'
import type { Writer } from '../create-store.ts'
import { dropImages, keepImage, toImageUrl } from '../images.ts'
import type { JsonObject, Organization, User } from '../model.ts'
import { checkName, checkSlug, toFreeSlug } from './check-names.ts'
import { forgetActive } from './forget-active.ts'
import { addMember } from './memberships.ts'
import { readInstanceSettings } from '../instance-settings.ts'
import { creatorRole } from './roles-of.ts'

/** What a fresh organization is like. */
export interface OrganizationFacts {
  readonly name: string
  /** null: made of the name. */
  readonly slug: string | null
  /** `user_…`, who becomes its first member; null: nobody. */
  readonly createdBy: string | null
  /** 0: any number; null: as many as the settings of the instance say. */
  readonly maxMemberships: number | null
  readonly publicMetadata: JsonObject
  readonly privateMetadata: JsonObject
}

/** @throws Refusal 404 for a creator who is not there; 422 for a name or slug that does not fit. */
export function createOrganization(instance: Instance, facts: OrganizationFacts): Organization {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  const name = checkName(facts.name)
  return store.write((tx) => {
    const { createdBy, publicMetadata, privateMetadata } = facts
    const settings = readInstanceSettings(instance)
    if (createdBy !== null && store.get('users', createdBy) === null) throw notFoundRefusal('Organization creator')
    const organization: Organization = {
      id: random.id('org_'),
      slug: facts.slug === null ? toFreeSlug(instance, name) : checkSlug(instance, facts.slug),
      name,
      imageUrl: null,
      features: [],
      plans: [],
      publicMetadata,
      privateMetadata,
      createdBy,
      maxMemberships: facts.maxMemberships ?? settings.maxMemberships,
      isAdminDeleteEnabled: settings.canDeleteOrganizations,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    }
    tx.put('organizations', organization)
    if (createdBy !== null) addMember(instance, organization, { userId: createdBy, role: creatorRole(instance) })
    return organization
  })
}

/** @throws Refusal 403 for a person who may create no organization, or no more of them. */
export function checkMayCreate({ store }: Instance, user: User): void {
  if (!user.canCreateOrganization)
    throw new Refusal(403, 'organization_creation_not_allowed', 'You may not create organizations.')
  const own = store.list('organizations').filter(({ createdBy }) => createdBy === user.id)
  if (user.maxOrganizations !== null && user.maxOrganizations > 0 && own.length >= user.maxOrganizations)
    throw new Refusal(403, 'organization_quota_exceeded', 'You may not create any more organizations.')
}

/** What may be changed of an organization. What is left out stays. */
export type OrganizationChanges = Partial<
  Pick<
    Organization,
    'name' | 'slug' | 'imageUrl' | 'publicMetadata' | 'privateMetadata' | 'maxMemberships' | 'isAdminDeleteEnabled'
  >
>

/** @throws Refusal 404 for an organization that is gone; 422 for a name or slug that does not fit. */
export function changeOrganization(instance: Instance, id: string, changes: OrganizationChanges): Organization {
  const { store, clock } = instance
  const { name, slug, ...rest } = changes
  return store.write((tx) => {
    const organization = requireOrganization(instance, id)
    const changed: Organization = {
      ...organization,
      ...rest,
      ...(name !== undefined && { name: checkName(name) }),
      ...(slug !== undefined && { slug: checkSlug(instance, slug, id) }),
      updatedAtMs: clock.nowMs(),
    }
    tx.put('organizations', changed)
    return changed
  })
}

/** @param file null: pages draw the initials again. @throws Refusal 404 for an organization that is gone. */
export function changeLogo(instance: Instance, id: string, file: UploadedFile | null): Organization {
  return instance.store.write(() => {
    requireOrganization(instance, id)
    if (file === null) dropImages(instance, id)
    const imageUrl = file === null ? null : toImageUrl(instance, keepImage(instance, id, file))
    return changeOrganization(instance, id, { imageUrl })
  })
}

/** Takes an organization away with everything that belongs to it. It is nobody's active one any more. */
export function deleteOrganization(instance: Instance, id: string): Organization {
  return instance.store.write((tx) => {
    const organization = requireOrganization(instance, id)
    removeBelongings(instance, tx, id)
    dropImages(instance, id)
    forgetActive(instance, tx, id)
    tx.remove('organizations', id)
    return organization
  })
}

const BELONGINGS = [
  'memberships',
  'organizationInvitations',
  'organizationDomains',
  'organizationSuggestions',
  'membershipRequests',
] as const

function removeBelongings({ store }: Instance, tx: Writer, organizationId: string): void {
  for (const table of BELONGINGS)
    for (const record of store.list(table)) if (record.organizationId === organizationId) tx.remove(table, record.id)
  for (const key of store.list('apiKeys')) if (key.subject === organizationId) tx.remove('apiKeys', key.id)
}

/** The organization as it is now: a request may have waited since it was looked up. */
export function requireOrganization({ store }: Instance, id: string): Organization {
  const organization = store.get('organizations', id)
  if (organization === null) throw notFoundRefusal('Organization')
  return organization
}
