import { headers } from 'next/headers'

/** Where this application answers, as the browser names it: for what is to be copied into a terminal. */
export async function ownOrigin(): Promise<string> {
  const seen = await headers()
  return `${seen.get('x-forwarded-proto') ?? 'http'}://${seen.get('host')}`
}
