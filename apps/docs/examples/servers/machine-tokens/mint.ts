import { createClerkClient } from '@postern/fetch'

// The key comes from CLERK_SECRET_KEY.
const clerk = createClerkClient()

// #region api-key
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
// #endregion api-key

// #region m2m
/** One service calls another. */
export async function fetchReport(url: string): Promise<unknown> {
  const { token } = await clerk.m2m.createToken({
    machineSecretKey: process.env['CLERK_MACHINE_SECRET_KEY'] ?? '',
    secondsUntilExpiration: 300,
  })
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  if (!response.ok) throw new Error(`The report was refused with ${response.status}.`)
  return response.json()
}
// #endregion m2m
