/** What the emulator remembers of webhooks: who is told, of what, and how it went. Times in milliseconds since the Unix epoch, on the emulator's clock. */

/** A secret that was replaced. */
export interface PreviousWebhookSecret {
  /** `whsec_…`. */
  readonly secret: string
  /** Until when it signs too. */
  readonly untilMs: number
}

/** An address that is told of what happens. */
export interface WebhookEndpoint {
  /** `ep_…`. */
  readonly id: string
  /** Where messages are sent: an http(s) URL without credentials. */
  readonly url: string
  /** What its owner calls it; empty when nobody said. */
  readonly description: string
  /** Names of events, or groups such as `user.*`. null: all of them. */
  readonly events: readonly string[] | null
  /** Nothing is sent while it is false, and nothing that happens meanwhile is sent later. */
  readonly isEnabled: boolean
  /** `whsec_…`: signs what is sent. */
  readonly secret: string
  /** The secret before the last rotation, which signs too for a while. */
  readonly previousSecret: PreviousWebhookSecret | null
  /** When it was made. */
  readonly createdAtMs: number
  /** Last change. */
  readonly updatedAtMs: number
}

/** One request to an endpoint, and what became of it. */
export interface WebhookAttempt {
  /** When it was sent: what its `svix-timestamp` says, in seconds there. */
  readonly atMs: number
  /** How long the answer took on the emulator's clock, which may stand still. */
  readonly durationMs: number
  /** Status of the answer; null when there was none. */
  readonly status: number | null
  /** Why the attempt failed, in a few words; null when it did not. */
  readonly problem: string | null
  /** The first 1000 characters of the answer. */
  readonly answer: string
}

/** One message on its way to one endpoint. */
export interface WebhookDelivery {
  /** `ep_…`. */
  readonly endpointId: string
  /** `waiting`: an attempt is to come, or under way. `failed`: every attempt failed, or the endpoint is gone. */
  readonly status: 'waiting' | 'delivered' | 'failed'
  /** When the next attempt is due; null when there is none to come. */
  readonly nextAttemptAtMs: number | null
  /** How many attempts of the schedule are behind it. A replay begins again. */
  readonly failures: number
  /** Every attempt, oldest first; the last 20 are kept. */
  readonly attempts: readonly WebhookAttempt[]
}

/** One event, as it is sent. */
export interface WebhookMessage {
  /** `msg_…`: what `svix-id` says, the same in every attempt. */
  readonly id: string
  /** Name of the event, such as `user.created`. */
  readonly type: string
  /** The body, byte for byte. */
  readonly body: string
  /** When it happened. */
  readonly createdAtMs: number
  /** One for each endpoint that wanted it when it happened. */
  readonly deliveries: readonly WebhookDelivery[]
}
