/** Devices that wait for a person: how one begins to wait, and how the person's code finds it. @see RFC 8628 */
import type { Instance } from '../instance.ts'
import type { OAuthDevice } from '../state/model.ts'

/** No vowel, so that no code is a word. @see RFC 8628 §6.1 */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const CODE_CHARS = 8
const LIFETIME_MS = 600_000
/** One second, as nobody wants to wait in a test. */
const INTERVAL_SEC = 1
/** How long a device is told that its code is too old, before the code is unknown. */
const MEMORY_MS = 3_600_000

export function startDevice(
  instance: Instance,
  facts: Pick<OAuthDevice, 'clientId' | 'scopes' | 'resources'>,
): OAuthDevice {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  return store.write((tx) => {
    for (const old of store.list('oauthDevices'))
      if (old.expiresAtMs + MEMORY_MS <= nowMs) tx.remove('oauthDevices', old.id)
    const device: OAuthDevice = {
      id: random.secret('device_'),
      userCode: makeUserCode(instance),
      ...facts,
      status: 'waiting',
      grantId: null,
      intervalSec: INTERVAL_SEC,
      askedAtMs: null,
      expiresAtMs: nowMs + LIFETIME_MS,
    }
    tx.put('oauthDevices', device)
    return device
  })
}

/** The device that waits under this code, in any case of letters and with any dashes; null: none does. */
export function findWaiting({ store, clock }: Instance, text: string): OAuthDevice | null {
  const wanted = text.toUpperCase().replaceAll(/[^A-Z]/g, '')
  const fits = (one: OAuthDevice): boolean =>
    one.userCode === wanted && one.status === 'waiting' && one.expiresAtMs > clock.nowMs()
  return store.find('oauthDevices', fits)
}

/** As people read it: two groups of four. */
export function showUserCode(code: string): string {
  return `${code.slice(0, CODE_CHARS / 2)}-${code.slice(CODE_CHARS / 2)}`
}

function makeUserCode(instance: Instance): string {
  for (;;) {
    const text = instance.random.secret('')
    const code = Array.from({ length: CODE_CHARS }, (_, at) => LETTERS[text.charCodeAt(at) % LETTERS.length]).join('')
    if (findWaiting(instance, code) === null) return code
  }
}
