import type { NextConfig } from 'next'

const { CONTEXT, URL, DEPLOY_PRIME_URL } = process.env

const config: NextConfig = {
  // Only the build knows the address of a preview, so it is written into the bundle.
  env: { APP_ORIGIN: (CONTEXT === 'production' ? URL : DEPLOY_PRIME_URL) ?? 'http://localhost:3000' },
}

export default config
