import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'

/** `GET /__emu/webhooks`: everybody who is told, and what was sent. */
export function answerWebhooks({ tools }: Call): Response {
  const { webhooks } = tools.control
  return answerJson({ endpoints: webhooks.endpoints(), messages: webhooks.messages() })
}
