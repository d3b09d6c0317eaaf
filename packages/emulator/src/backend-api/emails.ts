/** Mail that a server writes itself. Nobody gets it: the console and `control.mails()` show it. @see emulator.md 4.1 */
import { answerError, answerJson, answerRefusal } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toFields } from '../http/json-fields.ts'
import type { Instance } from '../instance.ts'
import { toEmailObject } from '../objects/to-email-object.ts'
import { fieldRefusal, orNotFound, Refusal } from '../refusal.ts'
import { sendMail } from '../state/mails.ts'
import type { Mail } from '../state/model.ts'
import { isObject } from '../state/shape.ts'

type Body = Readonly<Record<string, unknown>>

const ADDRESS = /^[^@\s]+@[^@\s]+$/
const MAX_BATCH = 100
const MAX_TEXT_CHARS = 50_000
const MAX_SUBJECT_CHARS = 998

/** `POST /v1/email` */
export function answerSendEmail(call: Call, _caller: null, body: Body): Response {
  const mail = send(call, body)
  call.note(`mail ${mail.id} kept`)
  return answerJson(toEmailObject(call.instance, mail))
}

/** `POST /v1/email/batch`: each message by itself, in their order */
export async function answerSendEmails(call: Call, _caller: null, body: Body): Promise<Response> {
  const messages = Array.isArray(body['messages']) ? body['messages'].filter(isObject) : []
  if (messages.length === 0 || messages.length > MAX_BATCH)
    return answerError(422, 'form_param_value_invalid', `messages must be 1 to ${MAX_BATCH} messages.`)
  return answerJson(await Promise.all(messages.map((message, index) => sendOne(call, message, index))))
}

async function sendOne(call: Call, message: Body, index: number): Promise<Body> {
  try {
    return { index, status_code: 200, email: toEmailObject(call.instance, send(call, message)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { errors } = (await answerRefusal(error).json()) as { readonly errors: unknown }
    return { index, status_code: error.status, errors }
  }
}

/** `GET /v1/email/:id` */
export function answerEmail({ instance, params }: Call): Response {
  return answerJson(toEmailObject(instance, orNotFound(instance.store.get('mails', params['id'] ?? ''), 'Email')))
}

/** @throws Refusal for a message that says too little, or to nobody. */
function send({ instance }: Call, body: Body): Mail {
  const fields = toFields(body)
  const { toAddress, userId } = readRecipient(instance, fields.object('to') ?? {})
  const subject = fields.needText('subject')
  const text = fields.text('text') ?? fields.text('html')
  if (text === null || text === '') throw fieldRefusal('form_param_missing', 'text or html must be included.', 'text')
  if (text.length > MAX_TEXT_CHARS || subject.length > MAX_SUBJECT_CHARS)
    throw fieldRefusal('form_param_max_length_exceeded', 'The message is too long.', 'text')
  return sendMail(instance, { toAddress, userId, slug: 'custom', subject, text })
}

function readRecipient({ store }: Instance, to: Body): Pick<Mail, 'toAddress' | 'userId'> {
  const fields = toFields(to)
  const userId = fields.text('user_id')
  const user = userId === null ? null : orNotFound(store.get('users', userId), 'User')
  const toAddress = user === null ? fields.needText('address') : user.email
  if (ADDRESS.test(toAddress)) return { toAddress, userId }
  throw fieldRefusal('form_param_format_invalid', 'to must be an e-mail address.', 'to')
}
