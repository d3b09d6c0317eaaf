import { Webhook } from 'standardwebhooks'

/** What is told. `data` holds the user, the session, the organization and so on. */
export interface Event {
  readonly id: string
  readonly type: string
  readonly data: { readonly id: string; readonly [name: string]: unknown }
}

/** Request → the event that it tells of. Null where the signature does not hold, or is older than five minutes. */
export async function readEvent(request: Request): Promise<Event | null> {
  const secret = process.env['CLERK_WEBHOOK_SIGNING_SECRET'] ?? ''
  // What is signed comes under one of two names, or under both.
  const read = (name: string): string =>
    request.headers.get(`svix-${name}`) ?? request.headers.get(`webhook-${name}`) ?? ''
  const id = read('id')
  const signed = { 'webhook-id': id, 'webhook-timestamp': read('timestamp'), 'webhook-signature': read('signature') }
  const body = await request.text()
  try {
    new Webhook(secret).verify(body, signed)
  } catch {
    return null
  }
  return { ...JSON.parse(body), id }
}
