import { clerkMiddleware, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { findTenant } from './tenants.ts'

const app = new Hono()

app.use(
  clerkMiddleware((c) => {
    const tenant = findTenant(new URL(c.req.url).host)
    if (tenant === null) throw new HTTPException(404, { message: 'Nobody lives at this host.' })
    return tenant
  }),
)

app.get('/dashboard', protect(), (c) => c.text(`${getAuth(c).userId} at ${new URL(c.req.url).host}`))

export default app
