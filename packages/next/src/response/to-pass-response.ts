/**
 * The headers that the application sees → the response that lets a request on with them. Pure.
 *
 * @see protocol.md 15.6; rulings.md D4
 */
import { NEXT_OVERRIDE_HEADER, NEXT_PASS_HEADER, NEXT_REQUEST_HEADER_PREFIX } from '@postern/core/wire'
import { NextResponse } from 'next/server.js'

/**
 * What `NextResponse.next({ request: { headers } })` makes, to the letter, for two thirds of its price: that one writes every header into
 * one list and copies it into another. Most requests get this response and no other.
 */
export function toPassResponse(requestHeaders: ReadonlyMap<string, string>): NextResponse {
  const names = [...requestHeaders.keys()].sort()
  const headers: [name: string, value: string][] = [
    [NEXT_PASS_HEADER, '1'],
    [NEXT_OVERRIDE_HEADER, names.join(',')],
  ]
  for (const [name, value] of requestHeaders) headers.push([`${NEXT_REQUEST_HEADER_PREFIX}${name}`, value])
  return new NextResponse(null, { headers })
}
