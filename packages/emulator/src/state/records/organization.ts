/** Organizations, who belongs to them, and who might. */
import type { JsonObject } from './json.ts'
import type { Verification } from './user.ts'

/** An organization. */
export interface Organization {
  /** `org_…`. */
  readonly id: string
  /** Its name in URLs. */
  readonly slug: string
  /** Its name for people. */
  readonly name: string
  /** A picture, as a URL; null: pages draw the initials. */
  readonly imageUrl: string | null
  /** What its members can use; claims mark them with `o:`. */
  readonly features: readonly string[]
  /** What it pays for; claims mark them with `o:`. */
  readonly plans: readonly string[]
  /** Shown to members and servers. */
  readonly publicMetadata: JsonObject
  /** Shown to servers only. */
  readonly privateMetadata: JsonObject
  /** `user_…` of who made it; null when nobody in particular did. */
  readonly createdBy: string | null
  /** How many members it may have; 0: any number. */
  readonly maxMemberships: number
  /** Whether its administrators may delete it. */
  readonly isAdminDeleteEnabled: boolean
  /** Milliseconds since the Unix epoch. Of a seed: when it was planted. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** A role's key (`org:admin`) is its id. */
export interface Role {
  readonly id: string
  /** What people call it. */
  readonly name: string
  readonly description: string
  /** Those of the application, which tokens carry, and those of the system (`org:sys_…`), which they do not. */
  readonly permissions: readonly string[]
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** What roles may. One that only roles name needs no record. Its key (`org:posts:read`) is its id. */
export interface Permission {
  readonly id: string
  /** What people call it. */
  readonly name: string
  readonly description: string
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
export interface Membership {
  /** `orgmem_…`. */
  readonly id: string
  readonly userId: string
  readonly organizationId: string
  readonly role: string
  /** In place of the role's permissions; null means those of the role. */
  readonly permissions: readonly string[] | null
  /** Shown to members and servers. */
  readonly publicMetadata: JsonObject
  /** Shown to servers only. */
  readonly privateMetadata: JsonObject
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** An invitation to an organization. */
export interface OrganizationInvitation {
  /** `orginv_…`. */
  readonly id: string
  readonly organizationId: string
  readonly email: string
  readonly role: string
  readonly status: 'pending' | 'accepted' | 'revoked' | 'expired'
  /** `user_…` of who invited; null when a server did. */
  readonly inviterId: string | null
  /** `orgdmn_…` of the domain that invited by itself; null: somebody did. */
  readonly domainId: string | null
  /** What the person brings. */
  readonly ticket: string
  /** Where the link leads; null: to the sign-up page. */
  readonly redirectUrl: string | null
  /** Becomes the membership's own. */
  readonly publicMetadata: JsonObject
  /** Shown to servers only. */
  readonly privateMetadata: JsonObject
  /** Milliseconds since the Unix epoch; null: never. */
  readonly expiresAtMs: number | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** What becomes of people whose address is of a verified domain. */
export type EnrollmentMode = 'manual_invitation' | 'automatic_invitation' | 'automatic_suggestion'
/** A mail domain of an organization. */
export interface OrganizationDomain {
  /** `orgdmn_…`. */
  readonly id: string
  readonly organizationId: string
  /** Such as `example.com`. */
  readonly name: string
  readonly enrollmentMode: EnrollmentMode
  /** null: nobody began to verify it. */
  readonly verification: Verification | null
  /** The address to which the code of the verification went; null: none. */
  readonly affiliationEmail: string | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** An organization that is suggested to a person because of the domain of their address. */
export interface OrganizationSuggestion {
  /** `orgsug_…`. */
  readonly id: string
  readonly organizationId: string
  /** `orgdmn_…` of the domain that it is because of. */
  readonly domainId: string
  readonly userId: string
  readonly status: 'pending' | 'accepted'
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** A person who asks to belong. */
export interface MembershipRequest {
  /** `orgmreq_…`. */
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  readonly status: 'pending' | 'accepted' | 'rejected'
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
