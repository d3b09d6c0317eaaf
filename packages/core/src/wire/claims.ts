/**
 * Wire room. Categories and shapes of the tokens that the provider signs.
 *
 * @see protocol.md 4.4, 12
 */

/** JOSE header that names the class of a token. */
export const CATEGORY_HEADER_NAME = 'cat'
/** Session tokens, and handshake tokens. */
export const SESSION_CATEGORY = 'cl_B7d4PD111AAA'
/** Tokens made from a template. */
export const TEMPLATE_CATEGORY = 'cl_B7d4PD222AAA'
/** Machine-to-machine tokens. */
export const M2M_CATEGORY = 'cl_B7d4PD333AAA'
/** Says nothing about the class; accepted. */
export const NEUTRAL_CATEGORY = 'cl_I7d4PD111III'

/** Default `typ` of every token but OAuth access tokens. */
export const JWT_TYPE = 'JWT'
/** The two spellings of an OAuth access token's `typ`. @see RFC 9068 §2.1 */
export const OAUTH_TOKEN_TYPES = ['at+jwt', 'application/at+jwt'] as const
/** How the subject of a machine token begins. */
export const MACHINE_SUBJECT_PREFIX = 'mch_'
/** How the subject of a person begins. */
export const USER_SUBJECT_PREFIX = 'user_'
/** How the subject of an organization begins. */
export const ORGANIZATION_SUBJECT_PREFIX = 'org_'
/** What roles and permissions begin with. */
export const ORGANIZATION_PREFIX = 'org:'
/** The claims version that carries organization data in `o`. */
export const CLAIMS_VERSION_2 = 2
/** Signature algorithms that a token may use. Nothing else is ever handed to the crypto. */
export const SIGNATURE_ALGORITHMS = ['RS256', 'RS384', 'RS512'] as const
