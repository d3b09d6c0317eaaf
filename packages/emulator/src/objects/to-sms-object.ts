/** A text message as webhooks show it, with the code in it. The emulator keeps it among its mail. */
import type { Instance } from '../instance.ts'
import type { Mail } from '../state/model.ts'
import type { ApiObject } from './api-object.ts'

/** Whether this mail would have been a text message. */
export function isSms({ slug }: Mail): boolean {
  return slug.startsWith('sms_')
}

export function toSmsObject({ store }: Instance, { id, slug, userId, toAddress, subject, code }: Mail): ApiObject {
  const user = userId === null ? null : store.get('users', userId)
  return {
    object: 'sms_message',
    id,
    slug: slug.replace(/^sms_/, ''),
    // Reserved for stories: it belongs to nobody.
    from_phone_number: '+12025550100',
    to_phone_number: toAddress,
    phone_number_id: user?.phoneNumbers.find(({ number }) => number === toAddress)?.id ?? null,
    user_id: userId,
    message: code === null ? subject : `${subject}: ${code}`,
    status: 'queued',
    data: code === null ? {} : { otp_code: code },
    delivered_by_clerk: true,
  }
}
