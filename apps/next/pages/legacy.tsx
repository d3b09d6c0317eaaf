import { getAuth } from '@postern/next'
import type { GetServerSideProps } from 'next'

interface Props {
  readonly userId: string | null
}

export const getServerSideProps: GetServerSideProps<Props> = async ({ req }) => {
  const { userId } = getAuth(req)
  return { props: { userId } }
}

export default function Legacy({ userId }: Props) {
  return (
    <main>
      <h1>Pages Router</h1>
      <p>
        <code>getAuth(req)</code> says: <strong data-testid="user">{userId ?? 'nobody'}</strong>
      </p>
      <p>
        <a href="/">Back to the start</a>
      </p>
    </main>
  )
}
