/** Sign-ups under way, as servers see them. */
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { toSignUpObject } from '../../objects/to-sign-up-object.ts'
import { notFoundRefusal } from '../../refusal.ts'

/** `GET /v1/sign_ups/:id` */
export function answerSignUp({ instance, params }: Call): Response {
  const attempt = instance.store.get('signUps', params['id'] ?? '')
  if (attempt === null) throw notFoundRefusal('Sign-up')
  const ofServer = { password_enabled: attempt.password !== null, custom_action: false, external_id: null }
  return answerJson({ ...toSignUpObject(instance, attempt), ...ofServer })
}
