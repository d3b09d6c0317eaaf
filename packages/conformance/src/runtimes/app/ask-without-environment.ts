/** Run by Deno with few permissions: what both adapters say of keys. One line of JSON. */
import { withAuth } from '@postern/fetch'
import { clerkMiddleware, getAuth } from '@postern/hono'
import { Hono } from 'hono'

const request = (): Request => new Request('http://app.test/', { headers: { accept: 'application/json' } })

async function ask(answer: () => Response | Promise<Response>): Promise<string> {
  try {
    return (await answer()).status.toString()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The key of an instance that nobody calls. */
const options = { publishableKey: `pk_test_${btoa('clerk.example.com$')}`, secretKey: 'sk_test_x' }
const onHono = (given: typeof options | undefined): Hono => {
  const app = new Hono()
  app.use(clerkMiddleware(given))
  app.get('/', (c) => c.json(getAuth(c).userId))
  app.onError((error) => {
    throw error
  })
  return app
}

const answers = {
  fetch: await ask(() => withAuth(() => new Response())(request())),
  hono: await ask(() => onHono(undefined).fetch(request())),
  fetchWithOptions: await ask(() => withAuth(() => new Response(), options)(request())),
  honoWithOptions: await ask(() => onHono(options).fetch(request())),
}
console.log(JSON.stringify(answers))
