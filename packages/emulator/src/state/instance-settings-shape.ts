/** The shape of the settings of an instance, as a seed or the console brings them. */
import { roleName } from './names.ts'
import type { SeedSettings } from './seed.ts'
import { fields, flag, listOf, oneOf, type Shape, wholeWithin } from './shape.ts'

const MAX_MEMBERSHIPS = 1_000_000

/** Every setting may be left out. */
export const settingsShape: Shape<SeedSettings> = fields(
  {},
  {
    hasMultipleSessions: flag,
    asksReverification: flag,
    signUpMode: oneOf(['public', 'restricted', 'waitlist']),
    passwordAtSignUp: oneOf(['required', 'optional', 'off']),
    asksLegalConsent: flag,
    canDeleteSelf: flag,
    hasOrganizations: flag,
    forcesOrganization: flag,
    canCreateOrganizations: flag,
    maxMemberships: wholeWithin(0, MAX_MEMBERSHIPS),
    canDeleteOrganizations: flag,
    hasDomains: flag,
    enrollmentModes: listOf(oneOf(['manual_invitation', 'automatic_invitation', 'automatic_suggestion'])),
    domainRole: roleName,
    creatorRole: roleName,
    hasOrganizationSlugs: flag,
    hasUserApiKeys: flag,
    hasOrganizationApiKeys: flag,
  },
)
