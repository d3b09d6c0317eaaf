/**
 * Wire room. What opaque tokens and keys begin with.
 *
 * @see protocol.md 1.1, 1.2, 9.1
 */

export const M2M_TOKEN_PREFIX = 'mt_'
export const OAUTH_TOKEN_PREFIX = 'oat_'
export const API_KEY_PREFIX = 'ak_'

export const PUBLISHABLE_KEY_TEST_PREFIX = 'pk_test_'
export const PUBLISHABLE_KEY_LIVE_PREFIX = 'pk_live_'
export const SECRET_KEY_TEST_PREFIX = 'sk_test_'
export const SECRET_KEY_LIVE_PREFIX = 'sk_live_'
/** Older secret keys of development instances. */
export const LEGACY_TEST_PREFIX = 'test_'
