/** The shape of what is said about an endpoint, in code, over HTTP and in a seed. */
import type { SeedWebhook } from '../state/seed.ts'
import { fields, flag, listOf, nullable, plainShape, type Shape, text, textLike, within } from '../state/shape.ts'
import { webhookEvent, webhookEventChoice } from './event-types.ts'
import { webhookSecret } from './sign-message.ts'

/** What an endpoint is made of. */
export interface WebhookOptions {
  /** Where messages are sent: an http(s) URL without credentials and fragment. It is called as it stands, wherever it leads. */
  readonly url: string
  /** What you call it. Default: empty. */
  readonly description?: string
  /** Names of events, or groups such as `user.*`. Default null: all of them. */
  readonly events?: readonly string[] | null
  /** `whsec_` and 24 to 64 bytes as base64. Default: a fresh one. */
  readonly secret?: string
  /** Whether messages are sent. Default true. */
  readonly isEnabled?: boolean
}
/** What may be changed of an endpoint. What is left out stays. */
export type WebhookChange = Partial<Omit<WebhookOptions, 'secret'>>
/** How a secret is replaced. */
export interface WebhookRotation {
  /** The next secret. Default: a fresh one. */
  readonly secret?: string
  /** How long the old one signs besides, in seconds. From 0 to 604,800, which is seven days. Default 86,400, which is a day. */
  readonly overlapSec?: number
}

const MAX_URL_CHARS = 2048
const MAX_OVERLAP_SEC = 604_800

/** What stands before the path holds no `@`. */
const WEB_URL = /^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/?#@\\]+([/?][^\s#]*)?$/

/** An address that can be called. Its origin is not judged: whoever sets it wants it called. */
const webhookUrl: Shape<string> = plainShape(
  { type: 'string', maxLength: MAX_URL_CHARS, pattern: WEB_URL.source, format: 'uri' },
  'an http(s) URL without credentials and fragment',
  (value) => typeof value === 'string' && value.length <= MAX_URL_CHARS && WEB_URL.test(value) && URL.canParse(value),
)
/** A text that may be empty. */
const description: Shape<string> = plainShape({ type: 'string' }, 'a text', (value) => typeof value === 'string')
const events = nullable(listOf(webhookEventChoice))
const change = { description, events, isEnabled: flag }

export const webhookShape: Shape<WebhookOptions> = fields({ url: webhookUrl }, { ...change, secret: webhookSecret })
/** In a seed, an endpoint has an id besides. */
export const seedWebhookShape: Shape<SeedWebhook> = fields(
  { url: webhookUrl },
  { id: textLike(/^ep_[A-Za-z0-9_-]+$/, 'an id that begins with ep_'), ...change, secret: webhookSecret },
)
export const webhookChangeShape: Shape<WebhookChange> = fields({}, { url: webhookUrl, ...change })
export const webhookRotationShape: Shape<WebhookRotation> = fields(
  {},
  { secret: webhookSecret, overlapSec: within(0, MAX_OVERLAP_SEC) },
)

/** Over HTTP the id stands among the fields. */
type WithId<T> = T & { readonly id: string }
export const webhookChangeFormShape: Shape<WithId<WebhookChange>> = fields({ id: text }, { url: webhookUrl, ...change })
export const webhookRotationFormShape: Shape<WithId<WebhookRotation>> = fields(
  { id: text },
  { secret: webhookSecret, overlapSec: within(0, MAX_OVERLAP_SEC) },
)
export const webhookTestShape: Shape<{ readonly id: string; readonly type?: string }> = fields(
  { id: text },
  { type: webhookEvent },
)
export const webhookReplayShape: Shape<{ readonly id: string; readonly endpointId?: string }> = fields(
  { id: text },
  { endpointId: text },
)
export const webhookRetryShape: Shape<{ readonly endpointId?: string }> = fields({}, { endpointId: text })
