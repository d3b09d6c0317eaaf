/** The suite's server on Workers: bundled, and run by workerd. */
import { createHandler, SITES_VARIABLE } from './create-handler.ts'

type Handler = ReturnType<typeof createHandler>
let handler: Handler | null = null

export default {
  fetch: (request: Request, environment: { readonly [SITES_VARIABLE]: string }, context: unknown) => {
    handler ??= createHandler(environment[SITES_VARIABLE])
    return handler(request, environment, context)
  },
}
