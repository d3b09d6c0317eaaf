import { accountUrls } from '@postern/next'
import { Mark } from './mark'
import { type Organization, organizationName, organizationsHere, whoIsHere } from './who-is-here'

/** Who is signed in, and what they can do about it: all addresses come from `accountUrls()`. */
export async function PeopleCard() {
  const [person, own, active, urls] = await Promise.all([
    whoIsHere(),
    organizationsHere(),
    organizationName(),
    accountUrls(),
  ])
  if (person === null) return <Visitor signUp={urls.signUp} />
  return (
    <section aria-labelledby="you" className="card">
      <h2 id="you" className="person">
        <Mark {...person} /> {person.name}
      </h2>
      <Switch own={own} />
      <p className="row">
        <a href={urls.profile}>Your profile</a>
        {active === null ? null : <a href={urls.organization}>Members of {active}</a>}
        <a href={urls.createOrganization}>Make an organization</a>
      </p>
    </section>
  )
}

function Visitor({ signUp }: { signUp: string }) {
  return (
    <section aria-labelledby="you" className="card">
      <h2 id="you">You are a visitor</h2>
      <p>The header leads to the page for signing in, and back.</p>
      <p className="row">
        <a className="button quiet" href={signUp}>
          Sign up
        </a>
      </p>
    </section>
  )
}

/** A visit to the URL of an organization makes it the active one. Plain links: nothing is switched in advance. */
function Switch({ own }: { own: readonly Organization[] }) {
  if (own.length === 0) return <p>You belong to no organization yet. Make one, or have somebody invite you.</p>
  return (
    <>
      <h3>Work in</h3>
      <ul className="row plain">
        {own.map(({ slug, name }) => (
          <li key={slug}>
            <a href={`/orgs/${slug}`}>{name}</a>
          </li>
        ))}
        <li>
          <a href="/me">Personal account</a>
        </li>
      </ul>
    </>
  )
}
