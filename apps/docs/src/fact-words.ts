/**
 * The facts that rule tables ask, in words: by table, then by what a row asks, without the name of the facts; how it reads when it holds,
 * then when it does not. Whoever adds a fact to a table adds its words. They stand here because nobody's bundle needs them.
 */
const DEVELOPMENT = { isDevelopment: ['development', 'production'] } as const
export const FACT_WORDS = {
  cookies: {
    ...DEVELOPMENT,
    "plainToken === ''": ['there is no plain session', 'there is a plain session'],
    'plain?.claims.iss': ['it names an issuer', 'it cannot be read or names no issuer'],
    'plain === null': ['the plain session cannot be read', 'the plain session can be read'],
    'toIssuerHost(plain.claims.iss) === issuerHost': ['it is of this instance', 'it is of another instance'],
    'suffixedUat === undefined': ['there is no suffixed client', 'there is a suffixed client'],
    "suffixedToken === ''": ['there is no suffixed session', 'there is a suffixed session'],
    "suffixedUat === '0'": ['the suffixed client is signed out', 'the suffixed client is not signed out'],
    "plainUat === '0'": ['the plain client is signed out', 'the plain client is not signed out'],
    "toTime(plain, 'iat') > toTime(suffixed, 'iat')": [
      'the plain session was issued later than the suffixed one',
      'the plain session was not issued later than the suffixed one',
    ],
    'hasRunOut(s)': ['the suffixed session ran out', 'the suffixed session did not run out'],
  },
  proof: {
    hasClock: ['the time is known', 'the time is not known'],
    hasBearer: ['there is a proof in the header', 'there is no proof in the header'],
    isSessionAccepted: ['sessions are accepted', 'no sessions are accepted'],
    isOneAccepted: ['exactly one kind of token is', 'not exactly one kind of token is'],
  },
  bearer: {
    isSessionAccepted: ['sessions are accepted', 'no sessions are accepted'],
    isMachineToken: ["it is a machine's", "it is no machine's"],
    isReadable: ['it can be taken apart', 'it cannot be taken apart'],
    isSessionOnly: ['nothing but sessions is accepted', 'not only sessions are accepted'],
    isForeignClass: ['it says that it is no session token', 'it does not say that it is no session token'],
  },
  forgiveness: {
    ...DEVELOPMENT,
    isOfClock: ['a wrong clock explains it', 'no wrong clock explains it'],
  },
  cause: {
    "cause === 'token-invalid-signature'": ['it was signed with another key', 'it was not signed with another key'],
    "cause === 'secret-key-invalid'": [
      'the provider does not accept the secret key',
      'the provider accepts the secret key',
    ],
    "cause === 'missing-api-client'": ['there is no secret key', 'there is a secret key'],
    "cause === 'fetch-error'": ['the provider did not answer', 'the provider answered'],
    "cause === 'nonce-invalid'": [
      'its nonce means nothing to the provider',
      'its nonce means something to the provider',
    ],
    "cause === 'token-expired'": ['it, or its session, ran out', 'neither it nor its session ran out'],
    "cause === 'token-not-active-yet'": ['its session begins later', 'its session does not begin later'],
    "cause === 'token-iat-in-the-future'": [
      'its session was issued in the future',
      'its session was not issued in the future',
    ],
    "cause === 'token-invalid-authorized-parties'": [
      'its session is of another party',
      'its session is of no other party',
    ],
    "cause === 'token-invalid'": ['it cannot be read, or is of another kind', 'it can be read, and is of this kind'],
    "cause.startsWith('jwk-')": ['no key could be had for it', 'a key could be had for it'],
  },
  yield: {
    "brought === 'session'": ['it brings a session', 'it brings no session'],
    "brought === 'nobody'": ['it says that nobody is signed in', 'it does not say that nobody is signed in'],
    isUrlToClean: ['the URL carries what a handshake added', 'the URL is clean'],
  },
  redemption: {
    ...DEVELOPMENT,
    isNavigation: ['a person waits for the document', 'no person waits for a document'],
    isInUrl: ['the URL carries it', 'a cookie carries it'],
    isOwnVisit: ['the page itself is visited', 'the page itself is not visited'],
    isTripDue: ['a trip is due', 'no trip is due'],
    "session === 'stands'": ['a session stands without it', 'no session stands without it'],
    "session === 'none'": ['no session verifies without it', 'a session verifies without it'],
    "brings === 'unread'": ['it was not read yet', 'it was read'],
    "brings === 'nobody'": ['it brings nobody', 'it brings somebody'],
    "brings === 'another'": ['it brings another person', 'it brings the same person, or nobody'],
  },
  arrival: {
    ...DEVELOPMENT,
    isSatelliteVisit: ["a satellite's document is visited", 'no document of a satellite is visited'],
    isSyncDone: ['the browser comes back from the primary', 'the browser does not come back from the primary'],
    isSyncWanted: ['a sync is wanted', 'no sync is wanted'],
    hasProof: ['there is a session or a client', 'there is neither a session nor a client'],
    isPrimary: ['this is no satellite', 'this is a satellite'],
    answersSatellite: [
      'a satellite sent the browser here, from an address that it may go back to',
      'no satellite sent the browser here',
    ],
    isDevBrowserInUrl: ['the URL names a development browser', 'the URL names no development browser'],
    hasDevBrowser: ['there is a development browser', 'there is no development browser'],
    hasClient: ['there is a client that is not signed out', 'there is no client, or one that is signed out'],
    hasSession: ['there is a session', 'there is no session'],
    "sessionToken === 'unreadable'": ['the session cannot be read', 'the session can be read'],
    "sessionToken === 'wrong-class'": ['it says that it is no session token', 'it may be a session token'],
    "sessionToken === 'older-than-client'": [
      "the session was issued before the client's last change",
      "the session was not issued before the client's last change",
    ],
  },
  verdict: {
    "verification === 'accepted'": ['the session verifies', 'the session does not verify'],
    "verification === 'token-expired'": ['the session ran out', 'the session did not run out'],
    "verification === 'token-not-active-yet'": ['the session begins later', 'the session does not begin later'],
    "verification === 'token-iat-in-the-future'": [
      'the session was issued in the future',
      'the session was not issued in the future',
    ],
  },
  renewal: {
    isGet: ['the method is GET', 'the method is not GET'],
    hasRefreshToken: ['there is a refresh token', 'there is no refresh token'],
    "renewal === 'untried'": ['the provider was not asked yet', 'the provider was asked'],
    "renewal === 'unverified'": [
      'the provider gave a session that does not hold',
      'the provider gave no session that does not hold',
    ],
    "renewal === 'granted'": [
      'the provider gave a session that verifies',
      'the provider gave no session that verifies',
    ],
  },
  renewalProof: {
    "secretKey === ''": ['there is no secret key', 'there is a secret key'],
    "sessionToken === ''": ['there is no session token', 'there is a session token'],
    "refreshToken === ''": ['there is no refresh token', 'there is a refresh token'],
    isReadable: ['the session token can be taken apart', 'the session token cannot be taken apart'],
    "sessionId === ''": ['it names no session', 'it names a session'],
    'SAFE_SESSION_ID.test(sessionId)': [
      'the name of the session can stand in a path',
      'the name of the session cannot stand in a path',
    ],
  },
  activation: {
    isPrimary: ['this is no satellite', 'this is a satellite'],
    isTopLevelVisit: ['a document is visited', 'no document is visited'],
    isReferredByStranger: ['another site that is not the provider linked here', 'no other site linked here'],
    isReturning: ['the browser is just back from a handshake', 'the browser is not just back from a handshake'],
    isOrganizationDifferent: [
      'the URL names another organization than the active one',
      'the URL names no other organization than the active one',
    ],
  },
  gate: {
    isNavigation: ['a person waits for the document', 'no person waits for a document'],
    hasLostCookies: [
      'development: the browser is back from a handshake without any of its cookies',
      'the browser has cookies, or is not back from a handshake',
    ],
    hasJustFailed: [
      "development: this browser's last handshake just failed",
      "this browser's last handshake did not just fail",
    ],
    'trips >= MAX_HANDSHAKE_TRIPS': [
      'the browser was just sent three times',
      'the browser was not just sent three times',
    ],
    isSpeculative: ['the browser loads the page in advance', 'the browser does not load the page in advance'],
  },
  access: {
    isTypeAccepted: ['the kind of token is accepted', 'the kind of token is not accepted'],
    isMachine: ['it is a machine', 'it is a session or nobody'],
    isAuthenticated: ['it is authenticated', 'it is not authenticated'],
    isPending: ['the session is pending', 'the session is not pending'],
    isOrganizationWrong: [
      'another organization is asked for than the active one',
      'no other organization is asked for than the active one',
    ],
    hasCondition: ['a condition is asked', 'no condition is asked'],
    conditionHolds: ['it holds', 'it does not hold'],
  },
  answer: {
    isAllowed: ['they may be here', 'they may not be here'],
    isUnauthenticated: ['nobody is signed in', 'somebody is signed in'],
    hasUrl: ['the developer named a URL for it', 'the developer named no URL for it'],
    isPage: ['the browser wants to show the answer', 'no browser wants to show the answer'],
    isServerAction: ['the request runs a server action', 'the request runs no server action'],
    isMachineAnswer: ['a program reads the answer', 'a person reads the answer'],
    isProviderSilent: [
      'the provider could not be asked about a machine token',
      'the provider could be asked about a machine token, or there is none',
    ],
  },
  refusal: {
    isInFront: ['the rule stands in front of an application', 'the rule is the application'],
    isPreflight: ['the request is a preflight', 'the request is no preflight'],
    isOwnSignInPage: [
      "the page is the application's own sign-in or sign-up page, or lies below it",
      "the page is no sign-in or sign-up page of the application's own",
    ],
    leadsToItself: [
      'the refusal is a redirect to the page that was asked for',
      'the refusal is no redirect to the page that was asked for',
    ],
    isRepeated: [
      'it is a redirect to sign in, and such a redirect led here',
      'it is no redirect to sign in, or none led here',
    ],
  },
  loss: {
    "forgotten === 'refusal'": ['a refusal reached nobody', 'no refusal reached nobody'],
    "forgotten === 'pass'": ['only a pass reached nobody', 'no pass reached nobody'],
    "swallowed === 'refusal'": ['a refusal was caught and not answered', 'no refusal was caught without an answer'],
    isLetOn: ['the rule lets the request on', 'the rule answers by itself'],
  },
  exception: {
    isOfGuard: ['the rule threw it', 'it is a broken port, or a bug of ours'],
    isUrlAmbiguous: ['a matcher found more than one reading of the address', 'no matcher found more than one reading'],
  },
  machineToken: {
    isProven: ['it verifies', 'it does not verify'],
  },
} as const
