import type { Row } from './route-list'
import type { Organization } from './who-is-here'

export const forEverybody: readonly Row[] = [
  ['/guestbook', 'Guestbook', 'A server action that looks itself who calls it.'],
  ['/links', 'Links', 'Pages that Next loads in advance, for whoever they are.'],
  ['/legacy', 'Pages Router', 'The same people, read by getAuth(req).'],
  ['/en/hello', 'Hello', 'Another middleware behind this one: next-intl.'],
  ['/de/hello', 'Guten Tag', 'The same in German.'],
  ['/callback', 'OAuth callback', 'Where a client has people sent back to.'],
  ['/sign-in', 'The way in', 'A route handler that sends people to the provider.'],
]

export const forMembers: readonly Row[] = [
  ['/dashboard', 'Dashboard', 'The middleware asks, and so does the page.'],
  ['/forum', 'Forum', 'A pattern that covers every path below.'],
  ['/me', 'Personal account', 'The URL leaves every organization.'],
  ['/report', 'Report', 'The middleware redirects by itself.'],
  ['/en/hello/members', 'Hello, members', 'Behind next-intl, for members.'],
  ['/organization-selector', 'Organization selector', 'One of a group of routes.'],
]

/** @param own Those of whoever is signed in. */
export function forOrganizations(own: readonly Organization[]): readonly Row[] {
  const [first] = own
  return [
    ...own.map(({ slug, name }): Row => [`/orgs/${slug}`, name, 'The URL makes it the active organization.']),
    ['/admin', 'Admin', 'One of two permissions opens it.'],
    ['/billing', 'Billing', 'The same with has(), by hand.'],
    ...(first === undefined
      ? []
      : [[`/orgid/${first.id}/memberships`, 'Memberships', `Of ${first.name}. A group inside a group.`] satisfies Row]),
  ]
}
