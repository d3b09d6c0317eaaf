/** `/__emu/*`: the console, and the same for programs as JSON. */
import { EmulatorError, type EmulatorErrorCode } from '../emulator-error.ts'
import { answerError, answerJson, answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { Bodies } from '../http/bodies.ts'
import { answerConsoleAgain, toBackAddress } from '../pages/console/answer-console.ts'
import { BACK_FIELD } from '../pages/console/parts.ts'
import { fromForm } from './from-form.ts'
import { actions, type Fields } from './actions.ts'
import { readInstanceSettings } from '../state/instance-settings.ts'

const PREFIX = '/__emu'

/** `POST /__emu/…`: runs the action of this name. */
export async function answerAction(call: Call, _caller: null, body: Bodies['either']): Promise<Response> {
  const name = toName(call)
  const action = actions.get(name)
  if (action === undefined) return answerUnknownAction(call)
  const isForm = body instanceof URLSearchParams
  const back = isForm ? body.get(BACK_FIELD) : null
  try {
    const result = (await action(call.tools, toFields(body))) ?? { ok: true }
    call.note(`console: ${name}`)
    if (!isForm) return answerJson(result)
    return name.startsWith('mint/')
      ? answerConsoleAgain(call, back, { minted: result })
      : answerRedirect(303, toBackAddress(call, back))
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error
    const status = isUnknown(error.code) ? 404 : 400
    if (isForm) return answerConsoleAgain(call, back, { problem: error.message, status, form: body })
    return answerError(status, error.code, error.message)
  }
}

/** Says which actions there are. */
export function answerUnknownAction(call: Call): Response {
  const names = [...actions.keys()].join(', ')
  return answerError(404, 'resource_not_found', `There is no ${PREFIX}/${toName(call)}. There are ${names}.`)
}

function toName({ url }: Call): string {
  return url.pathname.replace(/\/+$/, '').slice(PREFIX.length + 1)
}

/** `GET /__emu/state` */
export function answerState(call: Call): Response {
  return answerJson(toState(call))
}

/** `GET /__emu/requests` */
export function answerRequests({ instance }: Call): Response {
  return answerJson({ requests: instance.journal.list() })
}

/** `GET /__emu/trouble` */
export function answerTroubleList({ tools }: Call): Response {
  return answerJson({ trouble: tools.control.trouble.list() })
}

function isUnknown(code: EmulatorErrorCode): boolean {
  return code.startsWith('ERR_EMULATOR_UNKNOWN')
}

function toState({ instance }: Call): unknown {
  const { place, settings, clock, faults, store, keyring } = instance
  return {
    instanceType: settings.instanceType,
    publishableKey: place.publishableKey(),
    secretKey: settings.secretKey,
    jwtKey: keyring.pem(),
    url: place.url(),
    clock: { nowMs: clock.nowMs(), offsetMs: clock.offsetMs() },
    faults: faults.read(),
    users: store.list('users'),
    organizations: store.list('organizations'),
    roles: store.list('roles'),
    memberships: store.list('memberships'),
    sessions: store.list('sessions'),
    machines: store.list('machines'),
    apiKeys: store.list('apiKeys'),
    m2mTokens: store.list('m2mTokens'),
    oauthTokens: store.list('oauthTokens'),
    oauthApplications: store.list('oauthApplications'),
    mails: store.list('mails'),
    settings: readInstanceSettings({ store }),
  }
}

/**
 * What was sent, in the types that JSON has. In a form every value is a text, and an empty one was left out. Whether it fits is for the
 * action's shape to say.
 */
function toFields(body: Bodies['either']): Fields {
  if (body === null) throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', 'the body is no JSON object.')
  return body instanceof URLSearchParams ? fromForm(body) : body
}
