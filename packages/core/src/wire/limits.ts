/**
 * Wire room. Every limit in one place, the unit in the name. Those of tenants stand in `tenant-limits.ts`, lengths that a format fixes in
 * `lengths.ts`.
 *
 * @see rulings.md D2, D5, D6, D11; protocol.md 2.5
 */

/** Longest token that is looked at, in UTF-16 code units (tokens are ASCII, so bytes). Counted before any parsing. */
export const MAX_TOKEN_BYTES = 16_384
/** Deepest nesting of a token's JSON. */
export const MAX_JSON_DEPTH = 32
/** Most members, over all objects of one JSON part of a token. */
export const MAX_JSON_MEMBERS = 512
/** Longest `kid`. */
export const MAX_KID_CHARS = 256
/** Longest opaque machine token that is sent to the provider. */
export const MAX_MACHINE_TOKEN_BYTES = 4_096
/** Smallest RSA modulus that is accepted. */
export const MIN_RSA_MODULUS_BITS = 2_048
/** Latest and earliest time claim that is taken for a time, in seconds since the Unix epoch. */
export const MAX_TIME_CLAIM_SEC = 100_000_000_000

/** Handshakes in a row before we stop sending the browser away. Guards against a loop when keys or clocks do not match. */
export const MAX_HANDSHAKE_TRIPS = 3
/** How long the counter of handshakes lives in the browser. */
export const REDIRECT_COUNT_MAX_AGE_SEC = 2
/** Skew granted once, in development, when a handshake's fresh token looks early or late. */
export const DEVELOPMENT_SKEW_MS = 86_400_000
/** How long a handshake that failed, or whose cookies were lost, says something about the browser's next visit. */
export const LAST_REDEMPTION_MS = 10_000
/** Browsers whose last handshake is remembered, per instance. */
export const MAX_LAST_REDEMPTIONS = 1_000
/** Longest handshake nonce that is sent to the provider. */
export const MAX_NONCE_CHARS = 512
/** How long a nonce that the provider does not know is not asked about again. */
export const REFUSED_NONCE_MS = 30_000
/** How many of them are remembered. */
export const MAX_REFUSED_NONCES = 1_000
/** Clock skew when none is configured. */
export const DEFAULT_CLOCK_SKEW_MS = 5_000

/** How long fetched keys are used without asking again, counted from the answer: so long a key that was taken back may still count. */
export const KEYS_FRESH_MS = 60_000
/** From this age on, one request starts a refresh in the background, so that few have to wait for one. */
export const KEYS_REFRESH_AFTER_MS = 40_000
/** How long old keys are used while the provider cannot be reached. Default of `jwksStaleIfErrorInMs`. */
export const DEFAULT_KEYS_STALE_IF_ERROR_MS = 86_400_000
/** Least time between two fetches that an unknown `kid` causes, counted from the last attempt. */
export const UNKNOWN_KID_COOLDOWN_MS = 30_000
/** How many unknown `kid`s are remembered. */
export const MAX_UNKNOWN_KIDS = 1_000
/** How long one attempt to fetch keys may take. */
export const KEYS_TIMEOUT_MS = 3_000
/** Attempts inside one request. */
export const KEYS_ATTEMPTS = 2
/** After failing, how long the provider is left alone. */
export const KEYS_RETRY_AFTER_MS = 10_000
/**
 * How long after a failure the issuer of keys counts as being away. Meanwhile old keys are used at once and it is asked in the background, so
 * that an outage costs no request any time after the first. Longer than a pause and one whole series of attempts.
 */
export const KEYS_OUTAGE_MS: number = 3 * KEYS_RETRY_AFTER_MS
/** How long one waits for keys that another request asked for: a little longer than that can take. Who waits longer waits for one that was cancelled. */
export const KEYS_FLIGHT_WAIT_MS: number = KEYS_ATTEMPTS * KEYS_TIMEOUT_MS + 1_000
/** How long a read from a store is waited for before the issuer is asked. */
export const KEY_STORE_WAIT_MS = 250
/** How long a write to a shared store may take before it counts as failed. No request waits for it. */
export const STORE_WRITE_WAIT_MS = 5_000
/** How long one waits for another request's import of a key before importing it oneself. */
export const KEY_IMPORT_WAIT_MS = 1_000
/** Largest key set answer. */
export const MAX_KEYS_BYTES = 262_144
/** Most keys in one set. */
export const MAX_KEYS = 64

/** How long any other call to the provider may take. */
export const PROVIDER_TIMEOUT_MS = 5_000
/** How long one waits for a call that another request makes: a little longer than it takes. Who waits longer waits for one that was cancelled. */
export const PROVIDER_FLIGHT_WAIT_MS: number = PROVIDER_TIMEOUT_MS + 1_000
/** A call that began so long ago was cut off together with its request, and never ends. */
export const PROVIDER_CALL_LOST_MS: number = 2 * PROVIDER_TIMEOUT_MS
/** When a program whose token could not be checked is told to come back, in seconds from the answer. */
export const PROVIDER_RETRY_AFTER_SEC = 10
/** Calls that may begin in a second, in a whole share of the budget. Default of `providerCallsPerSecond`; the vendor allows an instance as many. */
export const DEFAULT_PROVIDER_CALLS_PER_SECOND = 100
/** What a share does not use is saved for so long, for the burst after a start. */
export const PROVIDER_SAVINGS_SEC = 5
/** Calls in the air at a time, in a whole share. Default of `providerCallsInFlight`. */
export const DEFAULT_PROVIDER_CALLS_IN_FLIGHT = 250
/** Upper bound of `providerCallsPerSecond` and `providerCallsInFlight`. */
export const MAX_PROVIDER_CALLS = 10_000
/** Different budgets of one instance that are kept. */
export const MAX_BUDGETS = 16
/** Answers of 500 and above in a row that may be an accident. A 429 never is. */
export const MAX_FORGIVEN_FAILURES = 2
/** How long the provider is left alone after its first 429, or third 5xx in a row, that says no time. Doubles with each further one. */
export const PROVIDER_BACK_OFF_MS = 500
/** The longest of these. */
export const MAX_PROVIDER_BACK_OFF_MS = 10_000
/** Longest `retry-after` of the provider that is honoured. */
export const MAX_RETRY_AFTER_MS = 60_000
/** How long renewals that were refused to a session count. It may have as many as calls are allowed in a second. */
export const RENEWALS_PERIOD_MS = 10_000
/** Sessions whose renewals are counted. */
export const MAX_RENEWED_SESSIONS = 10_000
/** How often the log is told that the budget is spent, or for one reason that a handshake is not redeemed, at most. */
export const BUDGET_REPORT_MS = 60_000
/** How long a machine token that was good counts as known, from its last good answer. */
export const KNOWN_TOKEN_MS = 600_000
/** Pieces of work in the air that are remembered, of one sort. */
export const MAX_FLIGHTS = 10_000
/** Largest other answer of the provider. */
export const MAX_PROVIDER_ANSWER_BYTES = 262_144
/** How long a call that an application makes by itself may take. */
export const CLIENT_TIMEOUT_MS = 10_000
/** Largest answer to one: a list of 500 people, each with 16 kB of metadata. */
export const MAX_CLIENT_ANSWER_BYTES = 8_388_608
/** Most errors of one answer that are handed on. */
export const MAX_CLIENT_ERRORS = 50

/** Verified tokens kept per instance. Default of `tokenCacheMaxEntries`. */
export const DEFAULT_TOKEN_CACHE_MAX_ENTRIES = 10_000
/** Verified tokens kept per instance, all their bytes together. */
export const TOKEN_CACHE_MAX_BYTES = 16_777_216
/** End of a token that finds it among those verified before, in characters: 192 bits that nobody can choose without the key. */
export const TOKEN_TAIL_CHARS = 32
/** Most spellings of a header that are kept to be shared by verified tokens. An instance signs with one or two. */
export const MAX_KEPT_HEADERS = 16
/** How long one waits for another request's check of a signature before checking it oneself. */
export const CHECK_WAIT_MS = 1_000
/** How long a positive answer about an opaque machine token is believed. Default of `machineTokenCacheInMs`. */
export const DEFAULT_MACHINE_TOKEN_CACHE_MS = 10_000
/** Upper bound of `machineTokenCacheInMs`. */
export const MAX_MACHINE_TOKEN_CACHE_MS = 30_000
/** How long "this token is invalid" is believed. */
export const MACHINE_TOKEN_NEGATIVE_CACHE_MS = 5_000
/** Answers about machine tokens kept per instance. */
export const MACHINE_TOKEN_CACHE_MAX_ENTRIES = 10_000
/** Instances kept where options are a function. Default of `maxInstances`. */
export const DEFAULT_MAX_INSTANCES = 1_000

/** Longest path on which custom groups and RegExp objects are run, and in which an organization is looked for. */
export const MAX_PATTERN_PATH_BYTES = 2_048
/** Readings of one path that are compared, in their characters together; each counts `READING_CHARS` besides. Below a millisecond of work. */
export const MAX_READINGS_CHARS = 12_288
/** What each reading counts besides its own characters. */
export const READING_CHARS = 64
/** Lists of patterns that are kept compiled. */
export const MAX_COMPILED_LISTS = 256
/** The longest of them, in characters: policies, not what a program makes of its data. */
export const MAX_LIST_CHARS = 8_192
/** Sets of steps that a compiled list keeps at least; it keeps one more for each of its steps. */
export const MIN_KEPT_STATES = 256
/** Longest part of a pattern that a message repeats, in UTF-16 code units. */
export const MAX_SHOWN_PATTERN_CHARS = 200

/** Largest name and value of a cookie together that browsers keep. @see RFC 6265 §6.1 */
export const MAX_COOKIE_BYTES = 4_096
/** Most cookies that one handshake or refresh may set. */
export const MAX_DIRECTIVES = 32

/** How long a sealed hand-over is believed by itself, in milliseconds, counted from its making (rulings.md 3). */
export const HANDOVER_LIFETIME_MS = 60_000
/** Longest sealed hand-over that is looked at, in characters. */
export const MAX_HANDOVER_CHARS = 65_536
/** How long a seal is handed out again, in milliseconds, counted from its making. */
export const SEAL_REUSE_MS = 5_000
/** Seals that are kept to be handed out again. */
export const MAX_KEPT_SEALS = 128
/** The longest of them, in characters: those of ordinary pages, and no more memory than a client may ask for. */
export const MAX_KEPT_SEAL_CHARS = 4_096
/** Hashes of tokens that are kept, 32 bytes each beside their token. */
export const MAX_KEPT_HASHES = 512
/** The end of a token that, with the path, finds a seal, in characters. */
export const SEAL_TAIL_CHARS = 32
/** Signatures of tokens that are kept for the vendor's server code, 40 characters each beside their token. */
export const MAX_KEPT_SIGNATURES = 512

/** Shortest encryption key that is accepted, in characters. A passphrase of so many can still be weak; one of fewer always is. */
export const MIN_ENCRYPTION_KEY_CHARS = 16
/** The same for one that is hexadecimal: 128 bits. */
export const MIN_HEX_ENCRYPTION_KEY_CHARS = 32

/** Longest text of a stranger, or address of a call, that a log or a header shows, in UTF-16 code units. */
export const MAX_PLAIN_CHARS = 200
/** Longest text of an unverified token that the log shows, in UTF-16 code units. */
export const MAX_SHOWN_CLAIM_CHARS = 120
/** Most names of keys that the log shows. */
export const MAX_SHOWN_KIDS = 8
