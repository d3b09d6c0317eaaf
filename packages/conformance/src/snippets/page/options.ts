// Every option of the vendor's page, with the types that it names.
import { clerkMiddleware } from '@postern/next/server'

export default clerkMiddleware({
  audience: ['https://api.example.com'],
  authorizedParties: ['http://localhost:3000', 'https://example.com'],
  clockSkewInMs: 5000,
  domain: 'satellite.example.com',
  isSatellite: false,
  jwtKey: process.env['CLERK_JWT_KEY'],
  organizationSyncOptions: {
    organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'],
    personalAccountPatterns: ['/me', '/me/(.*)'],
  },
  proxyUrl: 'https://example.com/__clerk',
  signInUrl: '/sign-in',
  signUpUrl: '/sign-up',
  publishableKey: process.env['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'],
  secretKey: process.env['CLERK_SECRET_KEY'],
  debug: false,
})
