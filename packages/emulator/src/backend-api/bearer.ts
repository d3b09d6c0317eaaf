/** Who calls the Backend API. */
import { answerError } from '../http/answers.ts'
import type { Call, Endpoint } from '../http/call.ts'
import type { Machine } from '../state/model.ts'

const BEARER = /^Bearer (\S+)$/

export function readBearer(request: Request): string | null {
  return BEARER.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

/** The machine whose secret key is the bearer, or null. */
export function readMachine({ instance, request }: Call): Machine | null {
  const bearer = readBearer(request)
  return bearer === null ? null : instance.store.find('machines', (machine) => machine.secretKey === bearer)
}

/** An endpoint that only the instance's secret key opens. */
export function withSecretKey(endpoint: Endpoint): Endpoint {
  return (call) => (readBearer(call.request) === call.instance.settings.secretKey ? endpoint(call) : refuse(call))
}

/** An endpoint that a machine's secret key opens too. */
export function withAnyKey(endpoint: Endpoint): Endpoint {
  return (call) => {
    const isKnown = readBearer(call.request) === call.instance.settings.secretKey || readMachine(call) !== null
    return isKnown ? endpoint(call) : refuse(call)
  }
}

function refuse(call: Call): Response {
  call.note('refused: secret key is missing or wrong')
  return answerError(
    401,
    'clerk_key_invalid',
    'The provided Secret Key is invalid. Make sure that it is the one this emulator printed.',
  )
}
