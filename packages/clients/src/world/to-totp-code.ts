/** The code that an authenticator would show. Waits for the platform's HMAC. @see RFC 6238 */
const STEP_MS = 30_000
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** @param secret Base32. @param nowMs Milliseconds since the Unix epoch. */
export async function toTotpCode(secret: string, nowMs: number): Promise<string> {
  const bits = Array.from(secret.replaceAll('=', ''))
    .map((char) => ALPHABET.indexOf(char.toUpperCase()).toString(2).padStart(5, '0'))
    .join('')
  const bytes = Uint8Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2),
  )
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.floor(nowMs / STEP_MS)))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer))
  const offset = mac.getUint8(19) & 15
  return String((mac.getUint32(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}
