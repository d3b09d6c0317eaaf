/** Wire room. Limits of options, and of what the process keeps of tenants and says once. */

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
