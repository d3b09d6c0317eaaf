import Link from 'next/link'
import { Mark } from './mark'
import { NavLinks } from './nav-links'
import type { Person } from './person'

export interface Here {
  readonly person: Person | null
  /** Of the active organization. */
  readonly organization: string | null
  /** Where people sign in, sign out and change their account. */
  readonly urls: { readonly signIn: string; readonly signOut: string; readonly profile: string }
}

/** What stands above every page, in both routers. It asks nothing: in the Pages Router the page has to. */
export function SiteHeader(here: Here) {
  return (
    <header className="top">
      <Link className="brand" href="/">
        Postern
      </Link>
      <NavLinks />
      <Account {...here} />
    </header>
  )
}

function Account({ person, organization, urls }: Here) {
  if (person === null) {
    return (
      <a className="button" href={urls.signIn}>
        Sign in
      </a>
    )
  }
  return (
    <form className="account" method="post" action={urls.signOut}>
      <a className="person" href={urls.profile} title="Your profile">
        <Mark {...person} />
        <span className="names">
          <b data-testid="who">{person.name}</b>
          <span>{organization ?? 'Personal account'}</span>
        </span>
      </a>
      <button className="quiet" type="submit">
        Sign out
      </button>
    </form>
  )
}
