import type { Metadata } from 'next'
import { ownOrigin } from '../parts/own-origin'
import { provider } from '../parts/provider'

export const metadata: Metadata = { title: 'OAuth callback' }

/** What a provider sends back. */
const NAMES = ['code', 'state', 'iss', 'error', 'error_description'] as const

/**
 * Where an OAuth client has people sent back to. Public: whoever comes here has no token yet, it is what they come for. A real client
 * compares `state` with what it sent, redeems the code itself and shows none of this.
 */
export default async function Callback({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}) {
  const [sent, origin, { origin: accounts, console }] = await Promise.all([searchParams, ownOrigin(), provider()])
  const came = NAMES.map((name) => [name, sent[name]] as const).filter(([, value]) => typeof value === 'string')
  return (
    <>
      <h1>Back from the provider</h1>
      <p className="lead">
        {came.length > 0
          ? 'This is what it sent along.'
          : 'It sent nothing along: the way here begins at the provider.'}
      </p>
      {came.length > 0 ? (
        <section aria-label="What came" className="card">
          <dl data-testid="came">
            {came.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      {console === null || came.length > 0 ? null : (
        <p>
          <a href={toAuthorize(accounts, origin)}>Begin at the provider, as the demo client</a>
        </p>
      )}
      <NextStep code={sent.code} accounts={accounts} origin={origin} />
    </>
  )
}

/** The emulator's demo client asks for a code. A real client makes a new `state` each time, and keeps it. */
function toAuthorize(accounts: string, origin: string): string {
  const query = { client_id: 'client_demo', response_type: 'code', scope: 'openid profile', state: 'example' }
  return `${accounts}/oauth/authorize?${new URLSearchParams({ ...query, redirect_uri: `${origin}/callback` }).toString()}`
}

/** How the code becomes a token, and what the token opens, with the emulator's demo client. */
function NextStep({ code, accounts, origin }: { code: unknown; accounts: string; origin: string }) {
  // It is to be copied into a shell, and came from outside.
  if (typeof code !== 'string' || !/^[\w-]+$/.test(code)) return null
  return (
    <section aria-labelledby="next-step" className="card">
      <h2 id="next-step">Go on</h2>
      <p>The code is good for one minute, once:</p>
      <pre>{`curl -u client_demo:demo-client-secret ${accounts}/oauth/token \\
  -d grant_type=authorization_code -d code=${code} -d redirect_uri=${origin}/callback`}</pre>
      <p>The token that it becomes opens this:</p>
      <pre>{`curl -H "authorization: Bearer …" ${origin}/oauth`}</pre>
    </section>
  )
}
