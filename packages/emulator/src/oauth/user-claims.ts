/** What an application may know of a person, by scope. @see OpenID Connect Core 1.0 §5.4 */
import type { User } from '../state/model.ts'

export function toUserClaims(user: User, scopes: readonly string[]): Readonly<Record<string, unknown>> {
  const name = `${user.firstName} ${user.lastName}`.trim()
  return {
    sub: user.id,
    user_id: user.id,
    ...(scopes.includes('profile') && {
      name,
      given_name: user.firstName,
      family_name: user.lastName,
      preferred_username: user.username,
      ...(user.imageUrl !== null && { picture: user.imageUrl }),
    }),
    ...(scopes.includes('email') && user.email !== '' && { email: user.email, email_verified: isVerified(user) }),
  }
}

function isVerified({ emailAddresses, primaryEmailAddressId }: User): boolean {
  return emailAddresses.find(({ id }) => id === primaryEmailAddressId)?.verification?.status === 'verified'
}
