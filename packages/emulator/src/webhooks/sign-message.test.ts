import { describe, expect, it } from 'vitest'
import type { WebhookEndpoint, WebhookMessage } from '../state/model.ts'
import { SEED_WEBHOOK_SECRET, signMessage, webhookSecret } from './sign-message.ts'
import { toEndpoint } from './to-endpoint.ts'

// The example of the Standard Webhooks specification.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
const NOW = 1_614_265_330_000
const message: WebhookMessage = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  type: 'user.created',
  body: '{"test": 2432232314}',
  createdAtMs: NOW,
  deliveries: [],
}
const endpoint: WebhookEndpoint = toEndpoint('ep_x', { url: 'http://localhost/', secret: SECRET }, NOW)

describe('signMessage', () => {
  it('signs id, seconds and body, under both names', async () => {
    expect(await signMessage(endpoint, message, NOW + 999)).toEqual({
      'svix-id': message.id,
      'svix-timestamp': '1614265330',
      'svix-signature': SIGNATURE,
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': SIGNATURE,
    })
  })

  it('signs with both secrets until the old one is over', async () => {
    const rotated = { ...endpoint, secret: SEED_WEBHOOK_SECRET, previousSecret: { secret: SECRET, untilMs: NOW + 1 } }
    const during = (await signMessage(rotated, message, NOW))['svix-signature']?.split(' ')
    const after = (await signMessage(rotated, message, NOW + 1))['svix-signature']?.split(' ')
    expect([during?.[1], after]).toEqual([SIGNATURE, [during?.[0]]])
  })
})

describe('webhookSecret', () => {
  it.each([
    ['24 bytes', SECRET, true],
    ['the secret of seeds', SEED_WEBHOOK_SECRET, true],
    ['64 bytes with padding', `whsec_${btoa('x'.repeat(64))}`, true],
    ['padding that is missing', `whsec_${btoa('x'.repeat(64)).replaceAll('=', '')}`, false],
    ['23 bytes', `whsec_${btoa('x'.repeat(23))}`, false],
    ['65 bytes', `whsec_${btoa('x'.repeat(65))}`, false],
    ['another prefix', `sk_${btoa('x'.repeat(24))}`, false],
  ])('judges %s', (_name, secret, isFine) => {
    const problems: string[] = []
    webhookSecret(secret, 'secret', (_path, problem) => problems.push(problem))
    expect(problems.length === 0).toBe(isFine)
  })
})
