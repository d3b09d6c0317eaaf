/** A mail as webhooks show it to an application that sends its mail itself: with the code or the link in it. */
import type { Instance } from '../instance.ts'
import type { Mail } from '../state/model.ts'
import type { ApiObject } from './api-object.ts'

/** Texts of a mail begin with what it is about. */
const APP_NAME = 'Postern emulator'

export function toEmailObject(instance: Instance, mail: Mail): ApiObject {
  const lines = toLines(mail)
  return {
    object: 'email',
    id: mail.id,
    slug: mail.slug,
    from_email_name: 'noreply',
    to_email_address: mail.toAddress,
    email_address_id: findAddressId(instance, mail),
    user_id: mail.userId,
    subject: mail.subject,
    body: lines.map((line) => `<p>${escape(line)}</p>`).join(''),
    body_plain: lines.join('\n\n'),
    status: 'queued',
    data: {
      app: { name: APP_NAME, url: instance.settings.appOrigin },
      ...(mail.code !== null && { otp_code: mail.code }),
      ...(mail.link !== null && { action_url: mail.link, magic_link: mail.link }),
    },
    delivered_by_clerk: true,
    suppression_reason: null,
  }
}

function toLines({ subject, code, link, text }: Mail): readonly string[] {
  return [subject, code, link, text].filter((line) => line !== null)
}

/** Null: the address is nobody's yet. */
function findAddressId({ store }: Instance, { userId, toAddress }: Mail): string | null {
  const user = userId === null ? null : store.get('users', userId)
  const wanted = toAddress.toLowerCase()
  return user?.emailAddresses.find(({ address }) => address.toLowerCase() === wanted)?.id ?? null
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
