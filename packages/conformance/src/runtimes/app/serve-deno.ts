/** The suite's server on Deno. Prints its port. */
import { createHandler, SITES_VARIABLE } from './create-handler.ts'

/** The part of Deno's global that is used here. */
interface DenoServe {
  readonly env: { get(name: string): string | undefined }
  serve(
    options: { hostname: string; port: number; onListen: (address: { port: number }) => void },
    handler: (request: Request, info: unknown) => Response | Promise<Response>,
  ): unknown
}

// Deno's own types are not part of this program.
const { Deno } = globalThis as unknown as { readonly Deno: DenoServe }
const handler = createHandler(Deno.env.get(SITES_VARIABLE) ?? '{}')
Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(`port=${port}`) }, handler)
