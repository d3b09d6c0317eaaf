/**
 * People, organizations and sessions as the Backend API shows them: every key present, null where nothing is known.
 *
 * @see emulator.md 4
 */
import type { Organization, Session, User } from '../state/model.ts'
import type { MembershipFacts } from '../state/people.ts'

type ApiObject = Readonly<Record<string, unknown>>

export function toSessionObject(session: Session): ApiObject {
  return {
    object: 'session',
    id: session.id,
    client_id: session.clientId,
    user_id: session.userId,
    status: session.status,
    actor: session.actor,
    last_active_organization_id: session.organizationId,
    tasks: session.task === null ? null : [{ key: session.task }],
    last_active_at: session.createdAtMs,
    expire_at: session.expiresAtMs,
    abandon_at: session.expiresAtMs,
    created_at: session.createdAtMs,
    updated_at: session.createdAtMs,
  }
}

export function toUserObject(user: User): ApiObject {
  const addressId = `idn_${user.id}`
  return {
    object: 'user',
    id: user.id,
    username: user.username,
    first_name: user.firstName === '' ? null : user.firstName,
    last_name: user.lastName === '' ? null : user.lastName,
    image_url: '',
    has_image: false,
    primary_email_address_id: addressId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: [
      {
        object: 'email_address',
        id: addressId,
        email_address: user.email,
        verification: {
          object: 'verification_ticket',
          status: 'verified',
          strategy: 'ticket',
          attempts: null,
          expire_at: null,
        },
        linked_to: [],
        created_at: user.createdAtMs,
        updated_at: user.createdAtMs,
      },
    ],
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    saml_accounts: [],
    passkeys: [],
    password_enabled: false,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    external_id: null,
    public_metadata: user.publicMetadata,
    private_metadata: {},
    unsafe_metadata: {},
    last_sign_in_at: null,
    last_active_at: null,
    banned: false,
    locked: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: null,
    delete_self_enabled: true,
    create_organization_enabled: true,
    create_organizations_limit: null,
    legal_accepted_at: null,
    locale: null,
    created_at: user.createdAtMs,
    updated_at: user.createdAtMs,
  }
}

export function toOrganizationObject(organization: Organization, membersCount: number): ApiObject {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    image_url: '',
    has_image: false,
    members_count: membersCount,
    pending_invitations_count: 0,
    max_allowed_memberships: 0,
    admin_delete_enabled: true,
    public_metadata: organization.publicMetadata,
    private_metadata: {},
    created_by: null,
    created_at: organization.createdAtMs,
    updated_at: organization.createdAtMs,
  }
}

export function toMembershipObject({
  membership,
  organization,
  user,
  permissions,
  membersCount,
}: MembershipFacts): ApiObject {
  return {
    object: 'organization_membership',
    id: membership.id,
    role: membership.role,
    role_name: membership.role.replace(/^org:/, ''),
    permissions,
    public_metadata: {},
    private_metadata: {},
    organization: toOrganizationObject(organization, membersCount),
    public_user_data: {
      user_id: user.id,
      identifier: user.email,
      first_name: user.firstName,
      last_name: user.lastName,
      image_url: '',
      has_image: false,
    },
    created_at: membership.createdAtMs,
    updated_at: membership.createdAtMs,
  }
}
