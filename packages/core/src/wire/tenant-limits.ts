/**
 * Wire room. Limits of options, and of what the process keeps of tenants and says once; and lengths that a format fixes. Those limit nothing:
 * another length would be another format.
 *
 * @see protocol.md 15.6; rulings.md 3
 */

/** Longest `jwtKey` that is looked at. The largest key needs a fifth of it. */
export const MAX_JWT_KEY_CHARS = 16_384
/** Longest member of a JWK that is decoded. Twice what the largest modulus needs. */
export const MAX_JWK_MEMBER_CHARS = 6_000
/** Largest RSA modulus that every runtime's crypto takes. */
export const MAX_RSA_MODULUS_BITS = 16_384
/** Longest public exponent that every runtime's crypto takes. */
export const MAX_RSA_EXPONENT_BYTES = 4
/** Longest part of an option's value that a message repeats, in UTF-16 code units. */
export const MAX_SHOWN_CHARS = 100
/** Longest part of an option's name that a message repeats, and that is compared with names we know, in UTF-16 code units. */
export const MAX_SHOWN_NAME_CHARS = 60
/** Most letters that two names of options may differ in to be taken for each other. */
export const MAX_NAME_DISTANCE = 3

/** Different options with the same keys that are kept at a time. */
export const MAX_VARIANTS = 16
/** Different values of `maxInstances` whose tenants are kept. Each has a list of its own, or one would cut the other's short. */
export const MAX_TENANT_LISTS = 8
/** Different options of which an adapter's own preparation is kept. */
export const MAX_PREPARED = 100
/** Options callbacks of which is remembered whether they named a tenant. Programs hold few, however often they make them. */
export const MAX_CALLBACKS = 1_000
/** Things that are said once about the keys of a tenant. */
export const MAX_TOLD_BY_TENANT = 64
/** Messages that are said once in a process. */
export const MAX_TOLD_BY_PROCESS = 100

/** Length of the name of a key inside a seal, in bytes. */
export const SEAL_KEY_ID_BYTES = 4
/** Length of the time at which a seal ends, in bytes: milliseconds since the Unix epoch, until the year 10889. */
export const SEAL_EXPIRY_BYTES = 6
/** Longest publishable key in a seal, in bytes: its length is written in one. */
export const SEAL_MAX_KEY_BYTES = 255
/** What stands before the publishable key in every seal: version, key id, expiry, and the length of the publishable key. */
export const SEAL_FIXED_BYTES: number = 1 + SEAL_KEY_ID_BYTES + SEAL_EXPIRY_BYTES + 1
/** Length of an AES-256 key, in bytes. */
export const AES_KEY_BYTES = 32
/** Length of the random IV of AES-GCM, in bytes. @see NIST SP 800-38D §8.2.2 */
export const GCM_IV_BYTES = 12
/** Length of the tag of AES-GCM, in bytes. @see NIST SP 800-38D §5.2.1.2 */
export const GCM_TAG_BYTES = 16
/** Length of the IV of AES-CBC, in bytes. @see NIST SP 800-38A §5.3 */
export const CBC_IV_BYTES = 16
/** Length of a SHA-256 hash, in bytes. */
export const SHA256_BYTES = 32
/** Length of the salt of the vendor's request data, in bytes. @see protocol.md 15.6 */
export const REQUEST_DATA_SALT_BYTES = 8
/** Length of the nonce of a content security policy, in bytes. @see CSP Level 3 §8.1 (at least 128 bits) */
export const CSP_NONCE_BYTES = 16
