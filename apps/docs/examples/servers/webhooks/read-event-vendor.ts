import { verifyWebhook, type WebhookEvent } from '@clerk/backend/webhooks'

/** Request → the event that it tells of, with its types. Null where the signature does not hold. */
export async function readEvent(request: Request): Promise<(WebhookEvent & { readonly id: string }) | null> {
  const id = request.headers.get('svix-id')?.trim() ?? ''
  try {
    // Reads CLERK_WEBHOOK_SIGNING_SECRET.
    return { ...(await verifyWebhook(request)), id }
  } catch {
    return null
  }
}
