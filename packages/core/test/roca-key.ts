/** RSA moduli as the generator of CVE-2017-15361 makes them: powers of 65537 modulo each small prime. Nobody has their factors. */
import { encodeBytes } from './mint.ts'

/** Product of the primes up to 167, as the generator takes it for its shortest keys. All longer keys are powers modulo it too. */
const PRODUCT = Array.from({ length: 168 }, (_, at) => at)
  .filter((at) => at > 1 && Array.from({ length: at - 2 }, (_, divisor) => divisor + 2).every((d) => at % d !== 0))
  .reduce((product, prime) => product * BigInt(prime), 1n)

/** An odd number of so many bits in base64url, `65537 ** k` modulo every prime up to 167. */
export function rocaModulus(k: number, bits: number): string {
  const residue = power(65_537n, BigInt(k))
  const start = (1n << BigInt(bits - 1)) / PRODUCT + 1n
  const hex = (start * PRODUCT + residue).toString(16)
  return encodeBytes(Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)))
}

/** The same as a JWK of 2048 bits. */
export function rocaJwk(k: number): JsonWebKey {
  return { kty: 'RSA', n: rocaModulus(k, 2_048), e: 'AQAB', alg: 'RS256', use: 'sig' }
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base % PRODUCT
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % PRODUCT
    square = (square * square) % PRODUCT
  }
  return result
}
