/** Codes of authenticator applications. @see RFC 6238, RFC 4226 §5.3 */
import type { RandomSource } from '../create-random.ts'

/** How long a code stays the same. */
const STEP_MS = 30_000
const DIGITS = 6
/** Clocks differ: the code before this one and the code after it are taken too. */
const STEPS_ASIDE = 1
/** RFC 4648 §6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** 160 bits, as RFC 4226 §4 recommends. */
const SECRET_CHARS = 32

/** A fresh secret, in Base32. */
export function createTotpSecret(random: RandomSource): string {
  const letters = random.secret('').slice(0, SECRET_CHARS)
  return Array.from(letters, (letter) => BASE32[(letter.codePointAt(0) ?? 0) % BASE32.length]).join('')
}

/** Whether an authenticator application could use this secret. */
export function isTotpSecret(text: string): boolean {
  return /^[A-Z2-7]{16,128}=*$/.test(text)
}

/** What an authenticator application reads as a picture. @param account Whom it shows the code for. */
export function toTotpUri(secret: string, issuer: string, account: string): string {
  // JSON can hold half of a character, which no URI can.
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account.replaceAll(/\p{Cs}/gu, '\u{FFFD}'))}`
  const query = new URLSearchParams({ algorithm: 'SHA1', digits: String(DIGITS), issuer, period: '30', secret })
  return `otpauth://totp/${label}?${query}`
}

/** The code that an application with this secret shows. @param nowMs Milliseconds since the Unix epoch. */
export function toTotpCode(secret: string, nowMs: number): Promise<string> {
  return toCode(secret, Math.floor(nowMs / STEP_MS))
}

/** The time step that a code belongs to; null for a code of no step that is near. @param nowMs Milliseconds since the Unix epoch. */
export async function findTotpStep(secret: string, code: string, nowMs: number): Promise<number | null> {
  const now = Math.floor(nowMs / STEP_MS)
  const given = code.replaceAll(/\s/g, '')
  for (let step = now - STEPS_ASIDE; step <= now + STEPS_ASIDE; step += 1)
    if ((await toCode(secret, step)) === given) return step
  return null
}

async function toCode(secret: string, step: number): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', readBase32(secret), algorithm, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.max(0, step)))
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer))
  // The last four bits say where the number stands, and its highest bit does not count.
  const number = digest.getUint32(digest.getUint8(digest.byteLength - 1) & 0xf) & 0x7f_ff_ff_ff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

function readBase32(text: string): Uint8Array<ArrayBuffer> {
  const letters = text.replaceAll('=', '')
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (const letter of letters) {
    bits = (bits << 5) | BASE32.indexOf(letter)
    held += 5
    if (held < 8) continue
    held -= 8
    bytes[at] = bits >> held
    bits &= (1 << held) - 1
    at += 1
  }
  return bytes
}
