/** Backend-client room. The methods for organizations, their members and invitations, as the compiler sees them. Types only. */
import type { Organization, OrganizationInvitation, OrganizationMembership } from './organization.ts'
import type { DeletedObject, PaginatedList } from './user.ts'
import type { MetadataParams, MoreParams, PageParams, UserIdParams } from './users-api.ts'

/** Which organization. */
interface OrganizationIdParams {
  /** Such as `org_…`. */
  readonly organizationId: string
}

/** Organizations of the instance, their members and invitations. */
export interface OrganizationsApi {
  /** Lists organizations, a page at a time. */
  getOrganizationList(
    params?: PageParams & {
      /** Part of a name, a slug, an id. */
      readonly query?: string
    },
  ): Promise<PaginatedList<Organization>>
  /** One organization, by its id or its slug. Rejects when there is none. */
  getOrganization(
    params: (
      | OrganizationIdParams
      | {
          /** Its name in URLs. */
          readonly slug: string
        }
    ) & {
      /** Whether `membersCount` is counted. Default false. */
      readonly includeMembersCount?: boolean
    },
  ): Promise<Organization>
  /** Makes an organization. */
  createOrganization(
    params: MoreParams &
      MetadataParams & {
        /** As people read it. */
        readonly name: string
        /** Its name in URLs. Absent: the provider makes one of the name. */
        readonly slug?: string
        /** Id of the person who becomes its first admin. Absent: nobody. */
        readonly createdBy?: string
      },
  ): Promise<Organization>
  /** Metadata is replaced, by a call of its own; `updateOrganizationMetadata` merges. */
  updateOrganization(organizationId: string, params: MoreParams & MetadataParams): Promise<Organization>
  /** Merged into what is there; null removes a key. */
  updateOrganizationMetadata(organizationId: string, params: MetadataParams): Promise<Organization>
  /** Takes the place of what is there, for each member that is given. */
  replaceOrganizationMetadata(organizationId: string, params: MetadataParams): Promise<Organization>
  /** Removes an organization for good. Its members stay. */
  deleteOrganization(organizationId: string): Promise<DeletedObject>
  /** Members of an organization, a page at a time. */
  getOrganizationMembershipList(
    params: OrganizationIdParams & PageParams,
  ): Promise<PaginatedList<OrganizationMembership>>
  /** Makes a person a member. */
  createOrganizationMembership(
    params: OrganizationIdParams &
      UserIdParams & {
        /** Such as `org:member`. */
        readonly role: string
      },
  ): Promise<OrganizationMembership>
  /** Gives a member another role. */
  updateOrganizationMembership(
    params: OrganizationIdParams &
      UserIdParams & {
        /** Such as `org:member`. */
        readonly role: string
      },
  ): Promise<OrganizationMembership>
  /** Merged into what is there; null removes a key. */
  updateOrganizationMembershipMetadata(
    params: OrganizationIdParams & UserIdParams & MetadataParams,
  ): Promise<OrganizationMembership>
  /** Ends a membership. The person stays. */
  deleteOrganizationMembership(params: OrganizationIdParams & UserIdParams): Promise<OrganizationMembership>
  /** Invitations of an organization, a page at a time. */
  getOrganizationInvitationList(
    params: OrganizationIdParams &
      PageParams & {
        /** Only those of these statuses. Absent: all. */
        readonly status?: readonly string[]
      },
  ): Promise<PaginatedList<OrganizationInvitation>>
  /** One invitation. Rejects when there is none. */
  getOrganizationInvitation(
    params: OrganizationIdParams & {
      /** Which invitation. */
      readonly invitationId: string
    },
  ): Promise<OrganizationInvitation>
  /** Invites somebody to an organization. */
  createOrganizationInvitation(
    params: MoreParams &
      MetadataParams &
      OrganizationIdParams & {
        /** Where the invitation goes. */
        readonly emailAddress: string
        /** The role that it brings, such as `org:member`. */
        readonly role: string
      },
  ): Promise<OrganizationInvitation>
  /** Takes an invitation back that was not accepted yet. */
  revokeOrganizationInvitation(
    params: OrganizationIdParams & {
      /** Which invitation. */
      readonly invitationId: string
      /** Id of the person who asks for it, for the provider's records. */
      readonly requestingUserId?: string
    },
  ): Promise<OrganizationInvitation>
}
