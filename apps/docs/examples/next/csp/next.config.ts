import type { NextConfig } from 'next'

// Without cacheComponents: a nonce is made for a request, and so must be the page that carries it.
const nextConfig: NextConfig = {}

export default nextConfig
