import { accountUrls } from '@postern/next'
import { SiteHeader } from './site-header'
import { organizationName, whoIsHere } from './who-is-here'

/** Who is signed in, and where one can go. */
export async function Header() {
  const [person, organization, { signOut, profile }, { signIn }] = await Promise.all([
    whoIsHere(),
    organizationName(),
    accountUrls(),
    accountUrls({ redirectUrl: '/dashboard' }),
  ])
  return <SiteHeader person={person} organization={organization} urls={{ signIn, signOut, profile }} />
}
