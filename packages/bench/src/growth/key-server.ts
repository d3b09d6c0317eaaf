/** Bench. A provider that answers without a network. */
import { publicJwk } from '../mint.ts'

/**
 * Gives so many keys, ours as the last one. All are the same key under other names: importing and checking one costs what another costs.
 */
export function toKeyServer(count: number): typeof fetch {
  const others = Array.from({ length: count - 1 }, (_, index) => ({ ...publicJwk, kid: `ins_other_${index}` }))
  const body = JSON.stringify({ keys: [...others, publicJwk] })
  return () => Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }))
}
