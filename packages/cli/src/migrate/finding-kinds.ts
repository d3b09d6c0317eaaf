/**
 * What the command says about an application: by kind, how urgent it is, the sentence, and the row of the migration page that explains it.
 * Data only; a test finds every row on the page.
 *
 * `by-hand`: the command left it, or it is refused at start-up, so somebody has to change it. `differs`: it works, and answers differently.
 * `note`: worth knowing, nothing to do.
 */

export type FindingLevel = 'by-hand' | 'differs' | 'note'

export interface FindingText {
  readonly level: FindingLevel
  /** What is so, and what to do. */
  readonly message: string
  /** How the first column of its row begins, or a heading, with its `#`. */
  readonly row: string
}

/** Name of a kind, in `--json` too. */
export type FindingKind =
  | 'namespace'
  | 'default-import'
  | 'export-all'
  | 'unreadable-names'
  | 'mixed-names'
  | 'mixed-mock'
  | 'declared-module'
  | 'mentioned'
  | 'unparsed-file'
  | 'unknown-export'
  | 'no-adapter'
  | 'frontend-api-proxy'
  | 'backend-internal'
  | 'removed-component'
  | 'auth-hint'
  | 'backend-client-kept'
  | 'backend-types'
  | 'client-method'
  | 'mock'
  | 'backend-client'
  | 'verify-token'
  | 'audience'
  | 'authorized-parties'
  | 'authorized-party'
  | 'empty-list'
  | 'out-of-bounds'
  | 'proxy-url'
  | 'domain-url'
  | 'satellite-function'
  | 'secret-key'
  | 'publishable-key'
  | 'some-requests'
  | 'unknown-option'
  | 'organization-pattern'
  | 'pattern-refused'
  | 'pattern-without-slash'
  | 'not-awaited-middleware'
  | 'not-awaited'
  | 'swallowed'
  | 'raced'
  | 'version-5'
  | 'undefined-role'
  | 'matcher'

const EXPORTS = '## Exports, and where they are now'
const byHand = (row: string, message: string): FindingText => ({ level: 'by-hand', message, row })
const differs = (row: string, message: string): FindingText => ({ level: 'differs', message, row })
const note = (row: string, message: string): FindingText => ({ level: 'note', message, row })

// prettier-ignore
export const findingKinds: Readonly<Record<FindingKind, FindingText>> = {
  // What is left, because it could only be guessed.
  'namespace': byHand(EXPORTS, 'A namespace may hold names that stay with the vendor’s package. Import the names one by one.'),
  'default-import': byHand(EXPORTS, 'The vendor’s package has no default export. Import the names one by one.'),
  'export-all': byHand(EXPORTS, 'This passes on every export, also those that stay. Name those that are meant.'),
  'unreadable-names': byHand(EXPORTS, 'Which names are used cannot be told here. Destructure them, or change it by hand.'),
  'mixed-names': byHand(EXPORTS, 'Some of these names moved and others stay. Load them one package at a time.'),
  'mixed-mock': byHand(EXPORTS, 'This mock replaces names that moved and names that stay. Make two of it.'),
  'declared-module': byHand(EXPORTS, 'This adds to the vendor’s declarations. Ours honour the global ones: `CustomJwtSessionClaims`, `ClerkAuthorization`.'),
  'mentioned': byHand(EXPORTS, 'The name of the package stands here as a text. Whether it should be ours depends on who reads it.'),
  'unparsed-file': byHand(EXPORTS, 'The file names the vendor’s package, and cannot be parsed here. Change it by hand.'),
  'unknown-export': byHand(EXPORTS, 'The migration page does not know this name, so it was left.'),
  'no-adapter': byHand('### `@clerk/backend`', 'There is no adapter of ours for this framework. Where it can call a fetch handler, use `withAuth` of @postern/fetch.'),
  'frontend-api-proxy': byHand('`clerkFrontendApiProxy`', 'Use the option `frontendApiProxy` of the middleware.'),
  'backend-internal': byHand('`@clerk/backend/internal`', 'Internal to the vendor’s packages: not for applications, and nothing of ours stands in for it.'),
  'removed-component': note('`Protect`, `SignedIn`', 'The vendor removed this component in version 7. Use its `Show`, or `auth.protect()` on the server.'),
  'auth-hint': note('`auth`', 'The function is that of the server entry, where it has to be awaited.'),
  'backend-client-kept': note('`createClerkClient`', 'Left: it works beside ours. Ours has what applications use beside a middleware; change the import where that is enough.'),
  'backend-types': note('types `AuthObject`', 'Left: it describes what the vendor’s client answers. What our `auth()` answers is typed by @postern.'),
  'client-method': note('`clerkClient()`, `createClerkClient()`', 'Left with the vendor’s client: ours does not have what is called here.'),
  'mock': differs(EXPORTS, 'The whole module is replaced, whatever it exports. Check that nothing that stays was meant.'),

  // What answers differently.
  'backend-client': differs('`clerkClient()`, `createClerkClient()`', 'Answers are plain objects, where absent fields are absent and not null; the methods are those used beside a middleware.'),
  'verify-token': differs('`verifyToken` of what is no session token', 'It refuses what is no session token.'),
  'audience': differs('`audience` is set, the token has no `aud`', 'A token without `aud` is refused where `audience` is set.'),
  'authorized-parties': differs('`authorizedParties` is set, and', 'The request’s own origin counts, whatever a forwarded host says.'),
  'authorized-party': byHand('`authorizedParties: [', 'Each is an origin, as in `https://app.example`: with its scheme.'),
  'empty-list': byHand('a list option that holds empty texts only', 'A list of empty texts is refused at start-up.'),
  'out-of-bounds': byHand('an option out of its bounds', 'A value out of bounds is refused at start-up.'),
  'proxy-url': byHand('`proxyUrl` with a query', 'A URL with a query, a fragment or another scheme is refused at start-up.'),
  'domain-url': differs('`domain` as a URL', 'The host of the URL is used.'),
  'satellite-function': differs('`isSatellite` as a function', 'Where it answers false, the application is no satellite in any part.'),
  'secret-key': differs('`secretKey` as an option', 'Every request fails unless CLERK_ENCRYPTION_KEY is set.'),
  'publishable-key': differs('options with another `publishableKey`', 'The secret key of the environment is not used with another publishable key: give both.'),
  'some-requests': differs('an options callback that names a `publishableKey`', 'It has to name one for every request; else the request is refused.'),
  'unknown-option': differs('an option whose name is unknown', 'It does nothing here, and is named once in development.'),
  'organization-pattern': byHand('an organization pattern without', 'It needs its first slash and `:id` or `:slug`, and is refused at start-up.'),
  'pattern-refused': byHand('a pattern in another tool', 'The pattern is refused at start-up.'),
  'pattern-without-slash': differs('a pattern without its first slash', 'It never matched. Now it matches as if the slash were there.'),
  'not-awaited-middleware': byHand('`auth.protect()` without `await`, in the middleware', 'Write `await`: the page was served, and is refused now.'),
  'not-awaited': byHand('the same in pages, route handlers', 'Write `await`: without it the code goes on for everybody.'),
  'swallowed': differs('`try { await auth.protect() } catch {}`', 'A refusal that is caught is still a refusal. To ask whether somebody is here, ask `isAuthenticated` of `await auth()`.'),
  'raced': differs('a refusal that loses a `Promise.race`', 'The refusal stands.'),
  'version-5': byHand('`auth().protect()`, `auth().userId`', 'Write `(await auth()).userId` or `await auth.protect()`.'),
  'undefined-role': differs('`auth.protect({ role: undefined })`', 'A condition that is undefined is refused, where it was none.'),
  'matcher': note('the vendor’s `config.matcher`, kept', 'Pages that it never shows to the middleware are served unasked: `npx postern-next-check` lists them after a build.'),
}
