/** The suite's server on Node. Prints its port. */
import { serve } from '@hono/node-server'
import { createHandler, SITES_VARIABLE } from './create-handler.ts'

const handler = createHandler(process.env[SITES_VARIABLE] ?? '{}')
const server = serve(
  { hostname: '127.0.0.1', port: 0, overrideGlobalObjects: false, fetch: (request) => handler(request) },
  ({ port }) => console.log(`port=${port}`),
)
process.once('SIGTERM', () => server.close())
