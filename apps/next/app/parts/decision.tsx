import { auth } from '@postern/next'
import { organizationName, whoIsHere } from './who-is-here'

/** Who is here and why the request was decided as it was: the rules that were asked, in order. */
export async function Decision() {
  const who = await auth()
  const [person, organization] = await Promise.all([whoIsHere(), organizationName()])
  const { status, reason, trace, handover } = who.debug()
  return (
    <section aria-labelledby="decision" className="card">
      <h2 id="decision">Why you see this page</h2>
      <dl>
        <Row name="State" value={status} />
        <Row name="Reason" value={reason ?? 'a session that holds'} />
        <Row name="User" value={withId(person?.name, who.userId) ?? 'nobody'} />
        <Row name="Organization" value={withId(organization, who.orgSlug ?? who.orgId) ?? 'none'} />
        <Row name="Role" value={who.orgRole ?? 'none'} />
        <Row name="Permissions" value={who.orgPermissions?.join(', ') || 'none'} />
        <Row name="How this page knows" value={handover === 'opened' ? 'sealed by the middleware' : handover} />
      </dl>
      <h3>Rules, in the order in which they won</h3>
      <ol className="trace" data-testid="trace">
        {(Array.isArray(trace) ? trace : []).map((rule, index) => (
          <li key={`${index}-${String(rule)}`}>
            <code>{String(rule)}</code>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The id as well: it is what a log would say. */
function withId(name: string | null | undefined, id: string | null | undefined): string | null {
  if (!id) return null
  return name && name !== id ? `${name} (${id})` : id
}

function Row({ name, value }: { name: string; value: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{String(value)}</dd>
    </div>
  )
}
