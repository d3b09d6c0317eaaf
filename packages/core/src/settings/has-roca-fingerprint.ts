/**
 * Settings room. RSA modulus → whether its factors were made by the flawed generator of CVE-2017-15361. Pure.
 *
 * That generator (Infineon's, in smart cards and security chips) made every prime a power of 65537 modulo a product of small primes, so
 * the modulus is one too. Whoever has the public key can find the private one.
 *
 * @see M. Nemec and others, "The Return of Coppersmith's Attack", 2017, §3 (fingerprinting)
 */

/** The primes up to 167 modulo which 65537 does not generate everything. Modulo the others nothing can be told. */
const TELLING_PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157] as const
const GENERATOR = 65_537

function isPowerOfGenerator(residue: number, prime: number): boolean {
  let power = 1
  do {
    if (power === residue) return true
    power = (power * GENERATOR) % prime
  } while (power !== 1)
  return false
}

/** @param modulus Big-endian. @returns True for every key of that generator, and for one in 200 million others. */
export function hasRocaFingerprint(modulus: Uint8Array): boolean {
  return TELLING_PRIMES.every((prime) =>
    isPowerOfGenerator(
      modulus.reduce((rest, byte) => (rest * 256 + byte) % prime, 0),
      prime,
    ),
  )
}
