/** Passwords as digests. Those of a seed stay as they were written: the seed shows them anyway. */
import type { RandomSource } from '../create-random.ts'
import { isForeignPassword } from './foreign-passwords.ts'
import type { PasswordRecord } from './model.ts'

/** Few on purpose: a test signs in thousands of times, and nothing here is protected. */
const ITERATIONS = 1000
const DIGEST_BITS = 256

/** @param text The password as it was typed. */
export async function toPasswordRecord(random: RandomSource, text: string): Promise<PasswordRecord> {
  const salt = random.secret('')
  return { kind: 'pbkdf2', salt, digest: await derive(text, salt, ITERATIONS), iterations: ITERATIONS }
}

/** Whether this is the password. A digest of a hasher that is not emulated fits nothing. */
export async function isPassword(record: PasswordRecord, text: string): Promise<boolean> {
  if (record.kind === 'plain') return record.text === text
  if (record.kind === 'foreign') return isForeignPassword(record.hasher, record.digest, text)
  return (await derive(text, record.salt, record.iterations)) === record.digest
}

async function derive(text: string, salt: string, iterations: number): Promise<string> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', encoder.encode(text), 'PBKDF2', false, ['deriveBits'])
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: encoder.encode(salt), iterations }
  const bits = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, DIGEST_BITS))
  return btoa(String.fromCodePoint(...bits))
}
