import { getAuth } from '@postern/next'
import type { GetServerSideProps } from 'next'

interface Props {
  readonly userId: string
}

export const getServerSideProps: GetServerSideProps<Props> = async ({ req }) => {
  const { isAuthenticated, userId } = getAuth(req)
  if (!isAuthenticated) return { notFound: true }
  return { props: { userId } }
}

export default function Legacy({ userId }: Props) {
  return <h1>Welcome, {userId}</h1>
}
