/** A thread with an application of its own and many browsers, all of which sign in at once at an emulator elsewhere. */
import { withAuth, type AdapterOptions } from '@postern/fetch'
import { parentPort, workerData } from 'node:worker_threads'
import { createBrowser, type Network } from '@postern/workspace/create-browser'
import { visitAndSignIn } from '../network/sign-in.ts'
import { fetchLoopback } from './fetch-loopback.ts'

export interface SignInWork {
  readonly options: AdapterOptions
  readonly signInUrl: string
  readonly appOrigin: string
  /** Ids of the people; each signs in from a browser of their own. */
  readonly userIds: readonly string[]
}

/** What the application saw in one browser. */
export interface SignedIn {
  readonly wanted: string
  readonly userId: unknown
  readonly sessionId: unknown
  /** What it saw on the page after. */
  readonly again: unknown
}

const { options, signInUrl, appOrigin, userIds } = workerData as SignInWork
const app = withAuth(
  async (_, { auth }) => {
    const { userId, sessionId } = await auth.protect()
    return Response.json({ userId, sessionId })
  },
  options,
  { log: () => {} },
)
const port = Number(new URL(signInUrl).port)
const network: Network = (request) =>
  new URL(request.url).origin === appOrigin ? app(request) : fetchLoopback(request, port)

async function signInAs(wanted: string): Promise<SignedIn> {
  const browser = createBrowser(network, () => Date.now())
  const first = JSON.parse((await visitAndSignIn(browser, `${appOrigin}/dashboard`, wanted)).body) as SignedIn
  const again = JSON.parse((await browser.visit(`${appOrigin}/dashboard`)).body) as SignedIn
  return { wanted, userId: first.userId, sessionId: first.sessionId, again: again.sessionId }
}

const [first = '', ...others] = userIds
// Fetches the keys. In the crowd, on a busy machine, the provider may need longer for them than anybody waits.
const seen = await signInAs(first)
parentPort?.postMessage([seen, ...(await Promise.all(others.map(signInAs)))])
