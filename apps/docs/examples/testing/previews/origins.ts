/** The origins of this deployment: your own, and those that the platform gave to a preview. */
export function readOrigins(): string[] {
  const { VERCEL_ENV, VERCEL_URL, VERCEL_BRANCH_URL } = process.env
  if (VERCEL_ENV === 'production') return ['https://app.example.com']
  const hosts = [VERCEL_URL, VERCEL_BRANCH_URL].filter((host) => host !== undefined)
  return hosts.map((host) => `https://${host}`)
}
