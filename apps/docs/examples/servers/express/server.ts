import { createRouteMatcher } from '@postern/fetch'
import express from 'express'
import { clerkMiddleware, protect } from './postern.ts'

const isMember = createRouteMatcher(['/dashboard/:path*', '/api/:path*'])

const app = express()

app.use(
  clerkMiddleware(
    async (auth, request) => {
      if (isMember(request)) await auth.protect()
    },
    { unauthenticatedStatus: 401 },
  ),
)
app.use(express.json())

app.get('/', (_req, res) => {
  res.send('<h1>Everybody sees this page</h1><a href="/dashboard">Dashboard</a>')
})
app.get('/dashboard', (req, res) => {
  res.send(`<h1>Dashboard</h1><p>You are ${req.auth.userId}.</p>`)
})
app.get('/api/me', (req, res) => {
  res.json({ userId: req.auth.userId })
})
app.post('/api/notes', protect({ role: 'org:admin' }), (req, res) => {
  res.json({ saved: req.body, by: req.auth.userId })
})

const server = app.listen(Number(process.env['PORT'] ?? 3000), () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`Listening on http://localhost:${address?.port}`)
})
