/**
 * A promise of an auth object → the same promise, on which the object's own names say what is missing: `await`. Waits for nothing.
 *
 * The vendor's version 5 answered at once: `auth().protect()`, `const { userId } = auth()`. On a promise these would be undefined, and
 * `if (auth().userId === null) refuse()` would let everybody through. So asking is an error that says what changed.
 */
import { AuthError } from '../foundation/auth-error.ts'

/** What version 5 had on the object that `auth()` returned, and what else is read of one to decide. */
const EARLY_NAMES = [
  'protect',
  'has',
  'userId',
  'sessionId',
  'sessionClaims',
  'actor',
  'orgId',
  'orgRole',
  'orgSlug',
  'orgPermissions',
  'getToken',
  'redirectToSignIn',
  'redirectToSignUp',
  'isAuthenticated',
] as const

const awaitedOnly: object = Object.create(
  Promise.prototype,
  Object.fromEntries(EARLY_NAMES.map((name) => [name, { get: () => refuse(name) }])),
)

function refuse(name: string): never {
  const cure =
    name === 'protect'
      ? 'Write `await auth.protect()`: protect belongs to auth itself, and auth() answers with a promise'
      : `Write \`const { ${name} } = await auth()\`: auth() answers with a promise`
  throw new AuthError(
    'ERR_AUTH_NOT_AWAITED',
    `auth().${name} was read without await. ${cure}. Before version 6 of the vendor's packages it answered at once.`,
  )
}

/** Makes reading one of the object's names on the promise itself an `AuthError` `ERR_AUTH_NOT_AWAITED`. `await` sees no difference. */
export function toAwaitedOnly<T>(promise: Promise<T>): Promise<T> {
  // The promise stays one of the runtime's own, so that `await` takes no turn more.
  Object.setPrototypeOf(promise, awaitedOnly)
  return promise
}
