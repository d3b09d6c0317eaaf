/** Secret keys as bearers: of the instance, or of a machine. */
import type { Machine } from '../state/model.ts'
import { answerError } from './answers.ts'
import type { Call } from './call.ts'

const BEARER = /^Bearer (\S+)$/

/** The credential of the header `Authorization`, or null. */
export function readBearer({ request }: Call): string | null {
  return BEARER.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

/** Whether a server of the instance asks. */
export function hasSecretKey(call: Call): boolean {
  return readBearer(call) === call.instance.settings.secretKey
}

/** The machine that asks, or null. Its key before the last rotation works for as long as the rotation said. */
export function findMachine(call: Call): Machine | null {
  const bearer = readBearer(call)
  if (bearer === null) return null
  const nowMs = call.instance.clock.nowMs()
  return call.instance.store.find(
    'machines',
    ({ secretKey, previousKey }) =>
      secretKey === bearer ||
      (previousKey !== null && previousKey.secretKey === bearer && previousKey.expiresAtMs > nowMs),
  )
}

export function refuseKey(call: Call): Response {
  call.note('refused: secret key is missing or wrong')
  return answerError(
    401,
    'clerk_key_invalid',
    'The provided Secret Key is invalid. Make sure that it is the one this emulator printed.',
  )
}

export function refuseInstanceKey(): Response {
  return answerError(401, 'machine_secret_key_invalid', "M2M tokens are made with a machine's own secret key.")
}
