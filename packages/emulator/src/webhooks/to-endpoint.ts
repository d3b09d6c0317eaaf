/** What is said about an endpoint in, its record out. */
import type { WebhookEndpoint } from '../state/model.ts'
import type { WebhookOptions } from './shapes.ts'

/** An endpoint with every default filled in. */
export function toEndpoint(
  id: string,
  options: WebhookOptions & { readonly secret: string },
  nowMs: number,
): WebhookEndpoint {
  const { url, description = '', events = null, isEnabled = true, secret } = options
  const times = { createdAtMs: nowMs, updatedAtMs: nowMs }
  return { id, url, description, events, isEnabled, secret, previousSecret: null, ...times }
}
