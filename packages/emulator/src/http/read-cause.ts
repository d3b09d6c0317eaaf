/** A request in, what webhooks say about it out. */
import type { Cause } from '../state/create-store.ts'

const ADDRESS = /^[0-9A-Fa-f.:]{2,45}$/
const MAX_AGENT_CHARS = 500

/** Who is not told of by a proxy in front comes from this machine: nobody else gets here. */
export function readCause({ headers }: Request): Cause {
  const forwarded = headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? ''
  return {
    clientIp: ADDRESS.test(forwarded) ? forwarded : '127.0.0.1',
    userAgent: (headers.get('user-agent') ?? '').slice(0, MAX_AGENT_CHARS),
  }
}
