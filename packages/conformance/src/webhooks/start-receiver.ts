/** An application that is told of what happens: it verifies every webhook with the vendor's function and with two libraries of other people. */
import { verifyWebhook } from '@clerk/backend/webhooks'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { listenOnLoopback } from '../network/listen-on-loopback.ts'

export type WebhookEvent = Awaited<ReturnType<typeof verifyWebhook>>

/** What came, and what each verifier made of it. */
export interface Received {
  readonly id: string
  readonly event: WebhookEvent
  /** As it came, to be changed and verified again. */
  readonly request: Request
}

export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** How the next requests are answered; after them with 200. */
  readonly answers: (number | 'never')[]
  /** The secret to verify with. */
  secret: string
  readonly stop: () => Promise<void>
}

/** Each verifier: gives the event, or throws. */
export const verifiers: readonly (readonly [
  name: string,
  verify: (request: Request, secret: string) => Promise<unknown>,
])[] = [
  ['the vendor', (request, signingSecret) => verifyWebhook(request, { signingSecret })],
  ['svix', async (request, secret) => new SvixWebhook(secret).verify(await request.text(), readHeaders(request))],
  [
    'standardwebhooks',
    async (request, secret) => new StandardWebhook(secret).verify(await request.text(), readHeaders(request)),
  ],
]

function readHeaders(request: Request): Record<string, string> {
  return Object.fromEntries(request.headers)
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const answers: Receiver['answers'] = []
  const server = await listenOnLoopback(async (request) => {
    const kept = new Request(request.url, {
      method: 'POST',
      headers: request.headers,
      body: await request.text(),
    })
    const answer = answers.shift() ?? 200
    if (answer === 'never') return new Promise(() => {})
    if (answer !== 200) return new Response('not now', { status: answer })
    const results = await Promise.all(
      verifiers.map(async ([, verify]) => JSON.stringify(await verify(kept.clone(), receiver.secret))),
    )
    if (results.some((text) => text === undefined)) return new Response('not verified', { status: 400 })
    const event = await verifyWebhook(kept.clone(), { signingSecret: receiver.secret })
    received.push({ id: kept.headers.get('svix-id') ?? '', event, request: kept })
    return new Response('thank you')
  })
  const receiver: Receiver = {
    url: `http://127.0.0.1:${server.port}/api/webhooks`,
    received,
    answers,
    secret: '',
    stop: server.stop,
  }
  return receiver
}
