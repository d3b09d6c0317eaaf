/** The origins of this deployment: your own, and those that the platform gave to a preview. */
export function readOrigins(): string[] {
  const { NODE_ENV, VERCEL_ENV, VERCEL_URL, VERCEL_BRANCH_URL } = process.env
  // Your own machine. An empty list accepts every origin.
  if (NODE_ENV === 'development') return []
  // Also where the platform says nothing.
  if (VERCEL_ENV !== 'preview') return ['https://app.example.com']
  const hosts = [VERCEL_URL, VERCEL_BRANCH_URL].filter((host) => host !== undefined)
  return hosts.map((host) => `https://${host}`)
}
