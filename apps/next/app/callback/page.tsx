import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { accountPages } from '../parts/account-pages'

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
  const [sent, seen] = await Promise.all([searchParams, headers()])
  const came = NAMES.map((name) => [name, sent[name]] as const).filter(([, value]) => typeof value === 'string')
  return (
    <>
      <h1>Back from the provider</h1>
      <p className="lead">
        {came.length > 0
          ? 'This is what it sent along.'
          : 'It sent nothing along: the way here begins at the provider.'}
      </p>
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
      <NextStep code={sent.code} host={seen.get('host')} protocol={seen.get('x-forwarded-proto') ?? 'http'} />
    </>
  )
}

/** How the code becomes a token, and what the token opens, with the emulator's demo client. */
function NextStep({ code, host, protocol }: { code: unknown; host: string | null; protocol: string }) {
  // It is to be copied into a shell, and came from outside.
  if (typeof code !== 'string' || !/^[\w-]+$/.test(code)) return null
  const origin = `${protocol}://${host}`
  return (
    <section aria-labelledby="next-step" className="card">
      <h2 id="next-step">Go on</h2>
      <p>The code is good for one minute, once:</p>
      <pre>{`curl -u client_demo:demo-client-secret ${accountPages(host)}/oauth/token \\
  -d grant_type=authorization_code -d code=${code} -d redirect_uri=${origin}/callback`}</pre>
      <p>The token that it becomes opens this:</p>
      <pre>{`curl -H "authorization: Bearer …" ${origin}/oauth`}</pre>
    </section>
  )
}
