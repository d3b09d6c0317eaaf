/** `POST /__emu/console/users…` and `…/organizations…`: the forms that make, change and delete people and organizations. */
import { answerRedirect } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { Refusal } from '../../refusal.ts'
import { isTooDeep } from '../../state/is-too-deep.ts'
import { isObject } from '../../state/shape.ts'
import type { JsonObject } from '../../state/model.ts'
import { answerConsoleAgain } from './answer-console.ts'
import { askBackend, type BackendAnswer } from './ask-backend.ts'

/** A form of the console, by what it does. */
type Deed = (call: Call, form: URLSearchParams) => Promise<BackendAnswer>

const USERS = '/v1/users'
const ORGANIZATIONS = '/v1/organizations'

const deeds: ReadonlyMap<string, Deed> = new Map<string, Deed>([
  [
    'users create',
    (call, form) =>
      askBackend(call, {
        method: 'POST',
        path: USERS,
        body: {
          email_address: [form.get('email') ?? ''],
          ...filled(form, { first_name: 'firstName', last_name: 'lastName', password: 'password' }),
          skip_password_requirement: true,
        },
      }),
  ],
  ['users metadata', (call, form) => changeMetadata(call, form, USERS)],
  ['users delete', (call) => askBackend(call, { method: 'DELETE', path: pathOf(call, USERS) })],
  [
    'organizations create',
    (call, form) =>
      askBackend(call, {
        method: 'POST',
        path: ORGANIZATIONS,
        body: { name: form.get('name') ?? '', ...filled(form, { slug: 'slug', created_by: 'createdBy' }) },
      }),
  ],
  ['organizations metadata', (call, form) => changeMetadata(call, form, ORGANIZATIONS)],
  ['organizations delete', (call) => askBackend(call, { method: 'DELETE', path: pathOf(call, ORGANIZATIONS) })],
  [
    'organizations member',
    (call, form) =>
      askBackend(call, {
        method: 'POST',
        path: `${pathOf(call, ORGANIZATIONS)}/memberships`,
        body: { user_id: form.get('user') ?? '', role: form.get('role') ?? '' },
      }),
  ],
  [
    'organizations leave',
    (call, form) =>
      askBackend(call, {
        method: 'DELETE',
        path: `${pathOf(call, ORGANIZATIONS)}/memberships/${encodeURIComponent(form.get('user') ?? '')}`,
      }),
  ],
])

/** What the field `do` may say where a form makes something new. */
const NEW = 'create'

export async function answerRecordForm(call: Call, _caller: null, form: URLSearchParams): Promise<Response> {
  const kind = call.url.pathname.split('/')[3] ?? ''
  const name = `${kind} ${form.get('do') ?? NEW}`
  const deed = deeds.get(name)
  const address = call.url.pathname
  if (deed === undefined)
    return answerConsoleAgain(call, address, { problem: 'The console has no such form.', status: 400 })
  const { problem, status } = await tryDeed(() => deed(call, form))
  if (problem !== null) return answerConsoleAgain(call, address, { problem, status, form })
  call.note(`console: ${name}`)
  return answerRedirect(303, name.endsWith(' delete') ? `/__emu/console/${kind}` : address)
}

/** An endpoint may refuse by throwing. */
async function tryDeed(run: () => Promise<BackendAnswer>): Promise<BackendAnswer> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { problem: error.message, status: error.status }
  }
}

function pathOf({ params }: Call, path: string): string {
  return `${path}/${encodeURIComponent(params['id'] ?? '')}`
}

/** Fields of the form that say something, under the names of the Backend API. */
function filled(form: URLSearchParams, names: Readonly<Record<string, string>>): JsonObject {
  const pairs = Object.entries(names).map(([to, from]) => [to, form.get(from) ?? ''] as const)
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''))
}

function changeMetadata(call: Call, form: URLSearchParams, path: string): Promise<BackendAnswer> {
  const body: Record<string, JsonObject> = {}
  for (const kind of ['public', 'private', 'unsafe']) {
    const text = form.get(`${kind}Metadata`)
    if (text !== null) body[`${kind}_metadata`] = parseMetadata(text, kind)
  }
  return askBackend(call, { method: 'PATCH', path: pathOf(call, path), body })
}

function parseMetadata(text: string, kind: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text)
    // What `JSON.parse` makes is JSON.
    if (isObject(value) && !isTooDeep(value)) return value as JsonObject
  } catch {
    // Said below.
  }
  throw new Refusal(422, 'form_param_invalid', `The ${kind} metadata is no JSON object.`)
}
