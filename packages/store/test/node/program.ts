/** A program that shares Redis with others: shows each token of `BEARERS` once, prints who is let in, and ends when its work is done. */
import { withAuth } from '@postern/fetch'
import { createClient } from 'redis'
import { createRedisStore } from '../../src/index.ts'
import { bePatient } from './be-patient.ts'

const { REDIS_URL = '', BEARERS = '[]' } = process.env
const client = createClient({ url: REDIS_URL })
await client.connect()
bePatient()

const work: Promise<unknown>[] = []
const handler = withAuth(
  async (_request, { auth }) => {
    const who = await auth.protect({ token: 'any' })
    return new Response('userId' in who ? who.userId : who.subject)
  },
  { acceptsToken: ['session_token', 'api_key'] },
  { store: createRedisStore(client), waitUntil: (begun) => void work.push(begun) },
)

const answers: string[] = []
const bearers: readonly string[] = JSON.parse(BEARERS)
for (const authorization of bearers) {
  const response = await handler(new Request('http://localhost:3000/', { headers: { authorization } }))
  answers.push(response.ok ? await response.text() : String(response.status))
}
await Promise.all(work)
console.log(JSON.stringify(answers))
client.destroy()
