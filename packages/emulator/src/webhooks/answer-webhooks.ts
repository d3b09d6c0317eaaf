/** Endpoints about webhooks: the list for the console and programs, and what the Backend API has to say. */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'

/** `GET /__emu/webhooks`: everybody who is told, and what was sent. */
export function answerWebhooks({ tools }: Call): Response {
  const { webhooks } = tools.control
  return answerJson({ endpoints: webhooks.endpoints(), messages: webhooks.messages() })
}

/** Where endpoints are looked after. Nothing has to be made first. */
export function answerWebhookApp({ instance }: Call): Response {
  return answerJson({ svix_url: `${instance.place.url()}/__emu/console/webhooks` })
}

/** Removes every endpoint. */
export function answerWebhookAppDeletion({ tools }: Call): Response {
  const { webhooks } = tools.control
  for (const { id } of webhooks.endpoints()) webhooks.delete(id)
  return new Response(null, { status: 204 })
}
