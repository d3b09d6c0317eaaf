import { NextRequest, type NextFetchEvent } from 'next/server'
import proxy from '../proxy'

/** Adds the headers that a browser sends when a person opens a page. */
export const asPage = (cookie: string) => ({ cookie, accept: 'text/html', 'sec-fetch-dest': 'document' })

/** Shows a request to proxy.ts, as Next does, and returns the answer. */
export async function visit(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const request = new NextRequest(`http://localhost:3000${path}`, { headers })
  // proxy.ts needs nothing else of an event.
  const event = { waitUntil() {} } as unknown as NextFetchEvent
  return (await proxy(request, event)) ?? new Response()
}
