import { createClerkClient } from '@postern/fetch'

// The key comes from CLERK_SECRET_KEY.
const clerk = createClerkClient()

/** Shown to the person once. Keep the id, to end the key later. */
export async function createApiKey(userId: string): Promise<{ id: string; secret: string | undefined }> {
  const { id, secret } = await clerk.apiKeys.create({
    name: 'My script',
    subject: userId,
    scopes: ['read:posts'],
    secondsUntilExpiration: 90 * 24 * 3600,
  })
  return { id, secret }
}

export async function endApiKey(apiKeyId: string): Promise<void> {
  await clerk.apiKeys.revoke({ apiKeyId, revocationReason: 'The person asked for it.' })
}
