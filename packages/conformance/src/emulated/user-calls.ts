/** People, and what is known of them. */
import { type Calls, idOf, toPicture, type VendorClient } from './calls.ts'

const ADA = 'user_ada'
const PASSWORD = 'correct-horse-battery-9'
const EMAIL = 'new@example.com'
const PHONE = '+15555550100'
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

const user = (client: VendorClient): Promise<string> =>
  idOf(client.users.createUser({ emailAddress: [EMAIL], password: PASSWORD, totpSecret: TOTP_SECRET }))
const email = (client: VendorClient): Promise<string> =>
  idOf(client.emailAddresses.createEmailAddress({ userId: ADA, emailAddress: EMAIL, verified: true }))
const phone = (client: VendorClient): Promise<string> =>
  idOf(client.phoneNumbers.createPhoneNumber({ userId: ADA, phoneNumber: PHONE, verified: true }))

/** A code of the authenticator, for the clock of the emulator. @see RFC 6238 */
async function toCode(nowMs: number): Promise<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(TOTP_SECRET, (char) => alphabet.indexOf(char).toString(2).padStart(5, '0')).join('')
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.floor(nowMs / 30_000)))
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter))
  const at = digest.getUint8(digest.byteLength - 1) & 0x0f
  return String((digest.getUint32(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}

export const userCalls: Calls = {
  'users.getUserList': (c) => c.users.getUserList({ query: 'ada', orderBy: '-created_at', limit: 1 }),
  'users.getUser': (c) => c.users.getUser(ADA),
  'users.createUser': (c) => c.users.createUser({ emailAddress: [EMAIL], password: PASSWORD, firstName: 'New' }),
  'users.updateUser': (c) => c.users.updateUser(ADA, { firstName: 'Augusta', externalId: 'ext_1' }),
  'users.replaceUserEmailAddress': (c) => c.users.replaceUserEmailAddress(ADA, { emailAddress: EMAIL }),
  'users.replaceUserPhoneNumber': (c) => c.users.replaceUserPhoneNumber(ADA, { phoneNumber: PHONE }),
  'users.updateUserProfileImage': (c) => c.users.updateUserProfileImage(ADA, { file: toPicture() }),
  'users.updateUserMetadata': (c) => c.users.updateUserMetadata(ADA, { publicMetadata: { plan: 'x' } }),
  'users.replaceUserMetadata': (c) => c.users.replaceUserMetadata(ADA, { publicMetadata: { plan: 'x' } }),
  'users.deleteUser': (c) => c.users.deleteUser(ADA),
  'users.getCount': (c) => c.users.getCount({ query: 'ada' }),
  'users.getUserOauthAccessToken': (c) => c.users.getUserOauthAccessToken(ADA, 'google'),
  'users.disableUserMFA': async (c) => c.users.disableUserMFA(await user(c)),
  'users.getOrganizationMembershipList': (c) => c.users.getOrganizationMembershipList({ userId: ADA }),
  'users.getOrganizationInvitationList': (c) => c.users.getOrganizationInvitationList({ userId: ADA }),
  'users.removePassword': async (c) => c.users.removePassword(await user(c)),
  'users.verifyPassword': async (c) => c.users.verifyPassword({ userId: await user(c), password: PASSWORD }),
  'users.verifyTOTP': async (c, { clock }) =>
    c.users.verifyTOTP({ userId: await user(c), code: await toCode(clock.nowMs()) }),
  'users.banUser': (c) => c.users.banUser(ADA),
  'users.unbanUser': (c) => c.users.unbanUser(ADA),
  'users.lockUser': (c) => c.users.lockUser(ADA),
  'users.unlockUser': (c) => c.users.unlockUser(ADA),
  'users.deleteUserProfileImage': (c) => c.users.deleteUserProfileImage(ADA),
  'users.deleteUserPasskey': (c) => c.users.deleteUserPasskey({ userId: ADA, passkeyIdentificationId: 'idn_0' }),
  'users.deleteUserWeb3Wallet': (c) =>
    c.users.deleteUserWeb3Wallet({ userId: ADA, web3WalletIdentificationId: 'idn_0' }),
  'users.deleteUserExternalAccount': (c) =>
    c.users.deleteUserExternalAccount({ userId: ADA, externalAccountId: 'eac_0' }),
  'users.deleteUserBackupCodes': async (c) => c.users.deleteUserBackupCodes(await user(c)),
  'users.deleteUserTOTP': async (c) => c.users.deleteUserTOTP(await user(c)),
  'users.setPasswordCompromised': async (c) => c.users.setPasswordCompromised(await user(c)),
  'users.unsetPasswordCompromised': async (c) => c.users.unsetPasswordCompromised(await user(c)),
  'emailAddresses.getEmailAddress': async (c) => c.emailAddresses.getEmailAddress(await email(c)),
  'emailAddresses.createEmailAddress': (c) =>
    c.emailAddresses.createEmailAddress({ userId: ADA, emailAddress: EMAIL, verified: true }),
  'emailAddresses.updateEmailAddress': async (c) =>
    c.emailAddresses.updateEmailAddress(await email(c), { primary: true }),
  'emailAddresses.deleteEmailAddress': async (c) => c.emailAddresses.deleteEmailAddress(await email(c)),
  'phoneNumbers.getPhoneNumber': async (c) => c.phoneNumbers.getPhoneNumber(await phone(c)),
  'phoneNumbers.createPhoneNumber': (c) =>
    c.phoneNumbers.createPhoneNumber({ userId: ADA, phoneNumber: PHONE, verified: true }),
  'phoneNumbers.updatePhoneNumber': async (c) => c.phoneNumbers.updatePhoneNumber(await phone(c), { primary: true }),
  'phoneNumbers.deletePhoneNumber': async (c) => c.phoneNumbers.deletePhoneNumber(await phone(c)),
}
