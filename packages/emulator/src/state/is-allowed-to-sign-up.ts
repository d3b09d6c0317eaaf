/** Whether somebody new may sign up with an address, as the restrictions of the instance say. */
import type { Instance } from '../instance.ts'
import { Refusal } from '../refusal.ts'
import { configOf } from './instance-config.ts'

/** Services that forget their mail. The provider knows thousands; these stand for them. */
const DISPOSABLE = new Set([
  'mailinator.com',
  'guerrillamail.com',
  '10minutemail.com',
  'yopmail.com',
  'temp-mail.org',
  'trashmail.com',
])
const GMAIL = /^(.+)@(gmail|googlemail)\.com$/
const TEST_ADDRESS = /\+clerk_test@/

/**
 * An address that is on the block list may not, whatever the allow list says.
 *
 * @param address An e-mail address, in any case of letters. Telephone numbers are compared as they are.
 */
export function isAllowedToSignUp(instance: Pick<Instance, 'store'>, address: string): boolean {
  const { restrictions } = configOf(instance)
  const wanted = address.trim().toLowerCase()
  const [local = '', domain = ''] = wanted.split('@')
  if (restrictions.blockEmailSubaddresses && /[+=#]/.test(local) && !TEST_ADDRESS.test(wanted)) return false
  if (restrictions.blockDisposableEmailDomains && DISPOSABLE.has(domain)) return false
  const isOn = (list: 'allow' | 'block'): boolean =>
    isListed(instance, list, wanted, restrictions.ignoreDotsForGmailAddresses)
  if (restrictions.blocklist && isOn('block')) return false
  return !restrictions.allowlist || isOn('allow')
}

/** @throws Refusal 403 as the script expects it. @param param The field that holds the address. */
export function checkAllowedToSignUp(instance: Pick<Instance, 'store'>, address: string, param: string): void {
  if (isAllowedToSignUp(instance, address)) return
  throw new Refusal(403, 'not_allowed_access', 'This address is not allowed to access the application.', {
    param_name: param,
  })
}

function isListed({ store }: Pick<Instance, 'store'>, list: string, wanted: string, ignoresDots: boolean): boolean {
  const plain = (text: string): string =>
    ignoresDots ? text.replace(GMAIL, (_all, local: string) => `${local.replaceAll('.', '')}@gmail.com`) : text
  const domain = wanted.slice(wanted.indexOf('@') + 1)
  return store.list('accessIdentifiers').some((one) => {
    const identifier = one.identifier.toLowerCase()
    if (one.list !== list) return false
    return identifier.startsWith('*@') ? identifier.slice(2) === domain : plain(identifier) === plain(wanted)
  })
}
