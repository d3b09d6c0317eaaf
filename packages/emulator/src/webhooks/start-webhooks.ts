/** Lets webhooks follow from what happens: every transaction leaves its messages, and what is due is sent. */
import type { Instance } from '../instance.ts'
import { createDispatcher, type Dispatcher } from './create-dispatcher.ts'
import { createOutbox } from './create-outbox.ts'
import type { WebhookFetch } from './send-attempt.ts'

/** @param send Default: the network. */
export function startWebhooks(instance: Instance, send: WebhookFetch = (request) => fetch(request)): Dispatcher {
  const dispatcher = createDispatcher(instance, send)
  instance.store.watch({ conclude: createOutbox(instance), kept: (changes) => dispatcher.look(changes) })
  return dispatcher
}
