/** `/__emu/*`: the console, and the same for programs as JSON. */
import { EmulatorError, type EmulatorErrorCode } from '../errors.ts'
import { answerError, answerJson, answerRedirect } from '../http/answers.ts'
import { type Call, readForm, readJson } from '../http/call.ts'
import { isFromAnotherPage } from '../http/origins.ts'
import { route, type Route } from '../http/router.ts'
import { showConsole } from '../pages/console.ts'
import { type ActionTools, actions, type Fields } from './actions.ts'

const PREFIX = '/__emu'

/** Whether a path belongs to the console. */
export function isControlPath(path: string): boolean {
  return path === PREFIX || path.startsWith(`${PREFIX}/`)
}

const routes: readonly Route[] = [
  ['GET', PREFIX, (call) => showConsole(call)],
  ['GET', `${PREFIX}/health`, () => answerJson({ ok: true })],
  ['GET', `${PREFIX}/state`, (call) => answerJson(toState(call))],
  ['GET', `${PREFIX}/requests`, (call) => answerJson({ requests: call.instance.journal.list() })],
]

export async function answerControl(tools: ActionTools, call: Call): Promise<Response> {
  const path = call.url.pathname.replace(/\/+$/, '')
  const routed = route(routes, call.request.method, path)
  if (routed.kind === 'found') return routed.endpoint(call)
  const name = path.slice(PREFIX.length + 1)
  const action = actions.get(name)
  if (action === undefined)
    return answerError(
      404,
      'resource_not_found',
      `There is no ${PREFIX}/${name}. There are ${[...actions.keys()].join(', ')}.`,
    )
  if (call.request.method !== 'POST')
    return answerError(405, 'method_not_allowed', 'Only POST here.', { allow: 'POST' })
  if (isFromAnotherPage(call.request, call.url))
    return answerError(403, 'origin_invalid', 'The console listens to itself and to programs, not to other sites.')
  const isForm = call.request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true
  try {
    const result = (await action(tools, await readFields(call, isForm))) ?? { ok: true }
    call.note(`console: ${name}`)
    if (!isForm) return answerJson(result)
    return name.startsWith('mint/') ? showConsole(call, { minted: result }) : answerRedirect(303, PREFIX)
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error
    const status = isUnknown(error.code) ? 404 : 400
    if (isForm) return showConsole(call, { problem: error.message, status })
    return answerError(status, error.code, error.message)
  }
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
  }
}

/** Fields of the console's forms that are no texts. */
const NUMBERS = new Set(['advanceMs', 'setMs', 'ms', 'count', 'status', 'retryAfterSec', 'expiresInSec'])
const FLAGS = new Set(['keepOld'])

/** What was sent, in the types that JSON has. Whether it fits is for the action's shape to say. */
async function readFields({ request }: Call, isForm: boolean): Promise<Fields> {
  if (isForm) return fromForm(await readForm(request))
  const body = await readJson(request)
  if (body === null) throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', 'the body is no JSON object.')
  return body
}

function fromForm(form: URLSearchParams): Fields {
  const filled = [...form].filter(([, value]) => value !== '')
  return Object.fromEntries(filled.map(([name, value]) => [name, fromText(name, value)]))
}

function fromText(name: string, value: string): unknown {
  if (NUMBERS.has(name) && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  if (FLAGS.has(name) && (value === 'true' || value === 'false')) return value === 'true'
  return value
}
