/** The suite's server on Bun. Prints its port. */
import { createHandler, SITES_VARIABLE } from './create-handler.ts'

/** The part of Bun's global that is used here. */
interface BunServe {
  serve(options: {
    hostname: string
    port: number
    fetch: (request: Request, server: unknown) => Response | Promise<Response>
  }): { readonly port: number }
}

// Bun's own types are not part of this program.
const { Bun } = globalThis as unknown as { readonly Bun: BunServe }
const handler = createHandler(process.env[SITES_VARIABLE] ?? '{}')
const { port } = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: handler })
console.log(`port=${port}`)
