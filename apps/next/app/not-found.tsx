import type { Metadata } from 'next'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <>
      <h1>There is no such page</h1>
      <p className="lead">Or there is one, and it is not for you. Which of the two is nobody’s business.</p>
      <p>
        <a href="/">Back to the start</a>
      </p>
    </>
  )
}
