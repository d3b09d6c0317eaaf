import { serve } from '@hono/node-server'
import primary from './primary.ts'
import satellite from './satellite.ts'

serve({ fetch: primary.fetch, port: 3000 })
serve({ fetch: satellite.fetch, port: 3001 })
console.log('Primary: http://localhost:3000  Satellite: http://satellite.localhost:3001')
