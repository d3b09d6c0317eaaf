/** `GET /__emu/health`: whether the emulator answers, for programs that wait for it and for people who look. */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { wantsPage } from '../http/wants-page.ts'
import { answerMessage } from '../pages/answer-page.ts'

export function answerHealth({ instance, request }: Call): Response {
  const { instanceType } = instance.settings
  const url = instance.place.url()
  if (!wantsPage(request)) return answerJson({ ok: true })
  return answerMessage(200, 'The emulator answers', `A ${instanceType} instance that applications reach at:`, [url])
}
