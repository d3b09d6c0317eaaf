import { accountUrls, createClerkClient, getAuth } from '@postern/next'
import type { GetServerSideProps } from 'next'
import Head from 'next/head'
import { Frame } from '../app/parts/frame'
import { toPerson } from '../app/parts/person'
import { type Here, SiteHeader } from '../app/parts/site-header'
import { keysOf } from '../keys-of'

interface Props {
  readonly userId: string | null
  readonly here: Here
}

export const getServerSideProps: GetServerSideProps<Props> = async ({ req }) => {
  const { userId, orgSlug } = getAuth(req)
  const { signIn, signOut, profile } = await accountUrls(req, { redirectUrl: '/legacy' })
  // This router has no request that a client could find by itself, so the host says whose keys they are.
  const client = createClerkClient(keysOf(req.headers.host ?? null))
  const user = userId ? await client.users.getUser(userId).catch(() => null) : null
  const person = userId ? toPerson(user, userId) : null
  const here = { person, organization: orgSlug ?? null, urls: { signIn, signOut, profile } }
  return { props: { userId: userId ?? null, here } }
}

export default function Legacy({ userId, here }: Props) {
  return (
    <Frame header={<SiteHeader {...here} />}>
      <Head>
        <title>Pages Router · Postern example</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </Head>
      <h1>Pages Router</h1>
      <p className="lead">
        Here is <strong data-testid="user">{here.person?.name ?? 'nobody'}</strong>.
      </p>
      <section className="card" aria-labelledby="knows">
        <h2 id="knows">How this page knows</h2>
        <p>
          <code>getAuth(req)</code> says: <code>{userId ?? 'nobody'}</code>
        </p>
        <p>
          <a href="/">Back to the start</a>
        </p>
      </section>
    </Frame>
  )
}
