/**
 * Backend-client room. What organizations, their members and invitations look like in the provider's answers. Types only.
 *
 * Times are milliseconds since the Unix epoch.
 */
import type { Metadata } from './user.ts'

/** An organization. */
export interface Organization {
  /** Such as `org_…`. */
  readonly id: string
  /** As people read it. */
  readonly name: string
  /** Its name in URLs. */
  readonly slug: string
  /** A picture, made by the provider where the organization gave none. */
  readonly imageUrl: string
  /** Whether the organization gave one. */
  readonly hasImage: boolean
  /** Absent unless it was asked for, in most answers. */
  readonly membersCount?: number
  /** At most how many members; 0 means any number. */
  readonly maxAllowedMemberships: number
  /** Whether its admins may delete it. */
  readonly adminDeleteEnabled: boolean
  /** Id of the person who made it, or null. */
  readonly createdBy: string | null
  /** Read by browsers, written by servers. */
  readonly publicMetadata: Metadata
  /** Read and written by servers. */
  readonly privateMetadata: Metadata
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch. */
  readonly updatedAt: number
}

/** That a person belongs to an organization. */
export interface OrganizationMembership {
  /** Such as `orgmem_…`. */
  readonly id: string
  /** Such as `org:admin`. */
  readonly role: string
  /** What the role allows, such as `org:posts:read`. */
  readonly permissions: readonly string[]
  /** Which organization. */
  readonly organization: Organization
  /** What other members see of the person. */
  readonly publicUserData: {
    /** Such as `user_…`. */
    readonly userId: string
    /** The address, number or name that the person signs in with. */
    readonly identifier: string
    /** Or null. */
    readonly firstName: string | null
    /** Or null. */
    readonly lastName: string | null
    /** A picture, made by the provider where the person gave none. */
    readonly imageUrl: string
    /** Whether the person gave one. */
    readonly hasImage: boolean
  }
  /** Read by browsers, written by servers. */
  readonly publicMetadata: Metadata
  /** Read and written by servers. */
  readonly privateMetadata: Metadata
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch. */
  readonly updatedAt: number
}

/** An invitation to the application. */
export interface Invitation {
  /** Such as `inv_…` or `orginv_…`. */
  readonly id: string
  /** Where it went. */
  readonly emailAddress: string
  /** `pending`, `accepted`, `revoked`, `expired`. */
  readonly status: string
  /** Where to accept it, when the provider says so. */
  readonly url?: string
  /** What whoever accepts it gets as metadata, or null. */
  readonly publicMetadata: Metadata | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch. */
  readonly updatedAt: number
}

/** An invitation to an organization. */
export interface OrganizationInvitation extends Invitation {
  /** The role that it brings. */
  readonly role: string
  /** Such as `org_…`. */
  readonly organizationId: string
  /** Read and written by servers. */
  readonly privateMetadata: Metadata
}
