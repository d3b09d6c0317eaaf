/**
 * Wire room. Lengths that a format fixes. They limit nothing: another length would be another format.
 *
 * @see protocol.md 15.6; rulings.md 3
 */

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
