/** What servers ask about webhooks. The provider leaves endpoints to another service; here the console is that service. */
import { row, type Route } from '../http/route.ts'
import { answerWebhookApp, answerWebhookAppDeletion } from '../webhooks/answer-webhooks.ts'

/** Backend API: webhooks. */
export const webhookRoutes: readonly Route[] = [
  row('POST', '/v1/webhooks/svix', 'program', 501, 'secret-key', 'none', answerWebhookApp),
  row('DELETE', '/v1/webhooks/svix', 'program', 501, 'secret-key', 'none', answerWebhookAppDeletion),
  row('POST', '/v1/webhooks/svix_url', 'program', 501, 'secret-key', 'none', answerWebhookApp),
]
