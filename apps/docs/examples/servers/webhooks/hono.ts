import { clerkMiddleware, createRouteMatcher } from '@postern/hono'
import { Hono } from 'hono'
import { readEvent } from './read-event.ts'

const isMember = createRouteMatcher(['/dashboard/:path*'])

const app = new Hono()

// The rule does not name /api/webhooks: whoever calls it has a signature, and no session.
app.use(
  clerkMiddleware(async (auth, c) => {
    if (isMember(c)) await auth.protect()
  }),
)

/** Ids that were handled. In an application that runs more than once this is a table with a unique column. */
const handled = new Set<string>()

app.post('/api/webhooks', async (c) => {
  const event = await readEvent(c.req.raw)
  if (event === null) return c.text('No valid signature.', 400)
  if (handled.has(event.id)) return c.text('Known already.')
  switch (event.type) {
    case 'user.created':
      console.log(`Welcome, ${event.data.id}`)
      break
    case 'user.deleted':
      console.log(`Goodbye, ${event.data.id}`)
      break
  }
  handled.add(event.id)
  return c.text('Thank you.')
})

export default app
