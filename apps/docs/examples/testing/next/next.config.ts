import type { NextConfig } from 'next'

const config: NextConfig = {
  // Everything that the server needs, in one folder.
  output: 'standalone',
}

export default config
