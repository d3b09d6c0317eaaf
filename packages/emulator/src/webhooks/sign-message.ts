/** Secrets of webhooks, and the headers that prove where a message comes from. @see https://www.standardwebhooks.com */
import type { RandomSource } from '../create-random.ts'
import { toSec } from '../create-clock.ts'
import { plainShape, type Shape } from '../state/shape.ts'
import type { WebhookEndpoint, WebhookMessage } from '../state/model.ts'

const PREFIX = 'whsec_'
/** 24 bytes: each letter and digit stands for six bits of them. */
const SECRET_CHARS = 32
/** Signs for the endpoints of a seed that name no secret. Everybody knows it. */
export const SEED_WEBHOOK_SECRET: string = PREFIX + btoa('postern-emulator-webhook')

export function createWebhookSecret(random: RandomSource): string {
  return random.secret(PREFIX).slice(0, PREFIX.length + SECRET_CHARS)
}

const FOUR = '[A-Za-z0-9+/]{4}'
const [TWO_PADDED, THREE_PADDED] = ['[A-Za-z0-9+/]{2}==', '[A-Za-z0-9+/]{3}=']
/** Four characters are three bytes, and the padding at the end is all there: some libraries refuse a secret without. */
const SECRET = new RegExp(`^${PREFIX}((${FOUR}){8,20}(${TWO_PADDED}|${THREE_PADDED})?|(${FOUR}){21}(${TWO_PADDED})?)$`)

/** A secret that libraries can read. */
export const webhookSecret: Shape<string> = plainShape(
  { type: 'string', pattern: SECRET.source },
  `${PREFIX} and 24 to 64 bytes as base64`,
  (value) => typeof value === 'string' && SECRET.test(value),
)

/** @param secret Of the right shape. */
function readSecret(secret: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(secret.slice(PREFIX.length)), (char) => char.charCodeAt(0))
}

/**
 * The headers of one attempt, under both names that libraries look for.
 *
 * @param nowMs When it is sent. Receivers refuse what is more than five minutes from their own time.
 */
export async function signMessage(
  endpoint: WebhookEndpoint,
  { id, body }: WebhookMessage,
  nowMs: number,
): Promise<Readonly<Record<string, string>>> {
  const { secret, previousSecret } = endpoint
  const secrets = previousSecret !== null && nowMs < previousSecret.untilMs ? [secret, previousSecret.secret] : [secret]
  const timestamp = String(toSec(nowMs))
  const signatures = await Promise.all(secrets.map((one) => signText(one, `${id}.${timestamp}.${body}`)))
  const facts = { id, timestamp, signature: signatures.join(' ') }
  return Object.fromEntries(
    ['svix', 'webhook'].flatMap((name) => Object.entries(facts).map(([fact, value]) => [`${name}-${fact}`, value])),
  )
}

async function signText(secret: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const bytes = readSecret(secret)
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign'])
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)))
  return `v1,${btoa(String.fromCharCode(...signature))}`
}
