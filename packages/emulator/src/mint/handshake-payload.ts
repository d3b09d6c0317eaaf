/** The result of a handshake, in one of two forms: a signed token, or a nonce under which the directives are kept. */
import { SESSION_CATEGORY } from '@postern/core/wire'
import { toSec } from '../create-clock.ts'
import type { Instance } from '../instance.ts'
import { toHeader, type TokenChanges } from './sign-session-token.ts'

const LIFETIME_SEC = 60
/** Above this size the provider prefers a nonce. */
const MAX_TOKEN_FORM_BYTES = 2_048

/** What travels to the application. */
export interface HandshakeResult {
  readonly form: 'token' | 'nonce'
  readonly value: string
}

/** @param directives `Set-Cookie` lines. @param changes What the token says otherwise than usual. */
export function signHandshakeToken(
  instance: Instance,
  directives: readonly string[],
  { claims, header, isForeign }: Pick<TokenChanges, 'claims' | 'header' | 'isForeign'> = {},
): Promise<string> {
  const nowSec = toSec(instance.clock.nowMs())
  const payload = { handshake: directives, iat: nowSec, exp: nowSec + LIFETIME_SEC, ...claims }
  return instance.keyring.sign(toHeader(instance, SESSION_CATEGORY, header), payload, isForeign)
}

/** Keeps directives under a nonce, which can be redeemed once within a minute. */
export function keepNonce({ store, random, clock }: Instance, directives: readonly string[]): string {
  const id = random.secret('hsn')
  store.write((tx) => {
    for (const nonce of store.list('nonces')) if (nonce.expiresAtMs <= clock.nowMs()) tx.remove('nonces', nonce.id)
    tx.put('nonces', { id, directives, expiresAtMs: clock.nowMs() + LIFETIME_SEC * 1000 })
  })
  return id
}

/** Redeems a nonce. null when it is unknown, was used, or is too old. */
export function takeNonce({ store, clock }: Instance, id: string): readonly string[] | null {
  const nonce = store.get('nonces', id)
  if (nonce === null) return null
  store.write((tx) => tx.remove('nonces', id))
  return nonce.expiresAtMs > clock.nowMs() ? nonce.directives : null
}

/** @param acceptsNonce The application asked for the nonce form. */
export async function toHandshakeResult(
  instance: Instance,
  directives: readonly string[],
  acceptsNonce: boolean,
): Promise<HandshakeResult> {
  const wanted = instance.faults.read().handshakeForm
  if (wanted === 'nonce') return { form: 'nonce', value: keepNonce(instance, directives) }
  const token = await signHandshakeToken(instance, directives)
  if (wanted === 'token' || !acceptsNonce || token.length <= MAX_TOKEN_FORM_BYTES)
    return { form: 'token', value: token }
  return { form: 'nonce', value: keepNonce(instance, directives) }
}
