import { clerkMiddleware, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'
import { upgradeWebSocket, websocket } from 'hono/bun'
import { page } from './page.ts'

const ORIGINS = ['http://localhost:3000']
/** A session token counts for five seconds after its end, because clocks differ. A socket lives longer than that. */
const GRACE_SEC = 6

const app = new Hono()
app.use(clerkMiddleware())

app.get('/', protect(), (c) => c.html(page))

app.get(
  '/socket',
  async (c, next) => {
    if (!ORIGINS.includes(c.req.header('origin') ?? '')) return c.text('No socket for this origin.', 403)
    return next()
  },
  protect(),
  upgradeWebSocket((c) => {
    const { userId, sessionClaims } = getAuth(c)
    const leftMs = ((sessionClaims?.exp ?? 0) + GRACE_SEC) * 1000 - Date.now()
    let end: ReturnType<typeof setTimeout> | undefined
    return {
      onOpen: (_event, socket) => {
        end = setTimeout(() => socket.close(4401, 'session token expired'), leftMs)
      },
      onMessage: ({ data }, socket) => socket.send(typeof data === 'string' ? `${userId}: ${data}` : 'text only'),
      onClose: () => clearTimeout(end),
    }
  }),
)

export default { fetch: app.fetch, websocket }
