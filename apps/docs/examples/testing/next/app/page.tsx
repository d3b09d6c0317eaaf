import Link from 'next/link'

export default function Page() {
  return (
    <main>
      <h1>Welcome</h1>
      <Link href="/dashboard">Dashboard</Link>
    </main>
  )
}
