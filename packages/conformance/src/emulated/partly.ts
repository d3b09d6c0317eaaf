/** What a method of the vendor's server client has that the emulator has not, although it answers. */

/** By `api.method`; each ends the sentence "without …". */
export const PARTLY: Readonly<Record<string, string>> = {
  'instance.update': 'an effect of anything but `allowedOrigins`, `testMode` and `supportEmail`',
  'instance.updateRestrictions': 'knowing more than a few services that forget their mail',
  'jwtTemplates.create': 'a signing key of its own',
  'jwtTemplates.update': 'a signing key of its own',
  'domains.update': 'changing the primary domain, or one of the option `satelliteDomains`',
  'domains.delete': 'deleting one of the option `satelliteDomains`',
  'domains.deleteDomain': 'deleting one of the option `satelliteDomains`',
  'emails.create': 'sending it: the console shows it. Attachments, copies and idempotency keys are not looked at',
  'emails.createBatch':
    'sending them: the console shows them. Attachments, copies and idempotency keys are not looked at',
  'oauthApplications.create': 'an id beside the client id, and a logo',
  'organizationRoles.createOrganizationRole': 'role sets: `includeInInitialRoleSet` is not looked at',
  'invitations.createInvitation': 'templates of mail: `templateSlug` is not looked at',
  'invitations.createInvitationBulk': 'templates of mail: `templateSlug` is not looked at',
  'users.createUser': 'checking password digests but those of SHA-256 and PBKDF2, and without `timezone`',
  'users.updateUser':
    'checking password digests but those of SHA-256 and PBKDF2, and without `timezone` and `profileImageID`',
  'users.getCount': 'wallets: a filter by one finds nobody',
  'users.getUserList': 'wallets: a filter by one finds nobody',
  'users.deleteUserPasskey': 'passkeys: nobody has one',
  'users.deleteUserWeb3Wallet': 'wallets: nobody has one',
  'users.deleteUserExternalAccount': 'accounts of other providers: nobody has one',
  'users.getUserOauthAccessToken': 'accounts of other providers: the list is empty',
}
