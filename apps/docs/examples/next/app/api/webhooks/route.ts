import { verifyWebhook } from '@clerk/backend/webhooks'

/** Ids that were handled. In an application that runs more than once this is a table with a unique column. */
const handled = new Set<string>()

export async function POST(request: Request): Promise<Response> {
  const id = request.headers.get('svix-id')?.trim() ?? ''
  // Reads CLERK_WEBHOOK_SIGNING_SECRET.
  const event = await verifyWebhook(request).catch(() => null)
  if (event === null) return new Response('No valid signature.', { status: 400 })
  if (handled.has(id)) return new Response('Known already.')
  switch (event.type) {
    case 'user.created':
      console.log(`Welcome, ${event.data.id}`)
      break
    case 'user.deleted':
      console.log(`Goodbye, ${event.data.id}`)
      break
  }
  handled.add(id)
  return new Response('Thank you.')
}
