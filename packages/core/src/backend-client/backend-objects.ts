/**
 * Backend-client room. What the provider's objects look like in answers. Types only.
 *
 * Times are milliseconds since the Unix epoch. Fields that newer versions of the API add are in the answers too, unnamed here.
 */

/** What the application keeps with a person or an organization. Keys are left as they are. Narrow it where you read it. */
export type Metadata = Readonly<Record<string, unknown>>

/** One page, and how many there are in all. */
export interface PaginatedList<T> {
  /** The page that was asked for. */
  readonly data: readonly T[]
  /** How many there are over all pages. */
  readonly totalCount: number
}

/** What was deleted. */
export interface DeletedObject {
  /** Which kind of object it was, such as `user`. */
  readonly object: string
  /** Id of what is gone, or absent where it had none. */
  readonly id?: string
  /** Always true: what cannot be deleted rejects. */
  readonly deleted: boolean
}

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

/** A session of a person in one browser. */
export interface Session {
  /** Such as `sess_…`. */
  readonly id: string
  /** Which browser: `client_…`. */
  readonly clientId: string
  /** Such as `user_…`. */
  readonly userId: string
  /** `active`, `revoked`, `ended`, `expired`, `removed`, `abandoned`, `replaced`, `pending`. */
  readonly status: string
  /** The active organization, or null for the personal account. */
  readonly lastActiveOrganizationId: string | null
  /** Who acts for the person, or null. */
  readonly actor: Metadata | null
  /** Milliseconds since the Unix epoch. */
  readonly lastActiveAt: number
  /** When it ends. Milliseconds since the Unix epoch. */
  readonly expireAt: number
  /** When it ends if nobody uses it. Milliseconds since the Unix epoch. */
  readonly abandonAt: number
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch. */
  readonly updatedAt: number
}
