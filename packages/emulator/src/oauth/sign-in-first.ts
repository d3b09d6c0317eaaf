/** Sends a person to the sign-in pages, which bring them back to a page of the OAuth server. */
import { RETURN_URL_PARAM } from '@postern/core/wire'
import { answerRedirect } from '../http/answers.ts'
import { toClientCookie } from '../http/identity.ts'
import { isAllowedOrigin } from '../http/origins.ts'
import type { PageContext } from '../pages/read-page.ts'
import { CHOOSE_FIELD, EXPECTED_FIELD } from '../pages/sign-in.ts'

export interface SignInWish {
  readonly path: '/sign-in' | '/sign-in/tasks'
  /** Who is expected. Default: nobody in particular. */
  readonly email?: string | null
  /** Going on as who is signed in is not offered. Default false. */
  readonly mustChoose?: boolean
}

/** @param back Path and query to come back to, on the host that was asked: its cookies know the browser. */
export async function answerSignInFirst(page: PageContext, back: string, wish: SignInWish): Promise<Response> {
  const { call, instance, client } = page
  call.note(wish.path === '/sign-in' ? 'asks to sign in first' : 'asks to do the task first')
  const origin = isAllowedOrigin(instance, call.url) ? call.url.origin : instance.place.url()
  const query = new URLSearchParams({ [RETURN_URL_PARAM]: new URL(back, origin).href })
  if (wish.email !== null && wish.email !== undefined) query.set(EXPECTED_FIELD, wish.email)
  if (wish.mustChoose === true) query.set(CHOOSE_FIELD, 'yes')
  return answerRedirect(303, `${wish.path}?${query.toString()}`, [await toClientCookie(call, client)])
}
