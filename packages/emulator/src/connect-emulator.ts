/** Steers an emulator that runs in another process, through its control API. */
import { EmulatorError } from './emulator-error.ts'
import type { Mint } from './mint/mint.ts'

/** What can be minted in another process: everything but tokens of any payload and template tokens. */
export type RemoteMint = Omit<Mint, 'templateToken' | 'token'>

/** An emulator on a port of this machine. */
export interface RemoteEmulator {
  /** Origin that answers. */
  readonly url: string
  /** The publishable key at the moment of connecting: `publishableKey` of a middleware. */
  readonly publishableKey: string
  /** The secret key: bearer of the Backend API. */
  readonly secretKey: string
  /** Public key of the signing key at the moment of connecting, as PEM. */
  readonly jwtKey: string
  /** Makes sessions and tokens in the other process, which knows them from then on. Rejects as `call` does. */
  readonly mint: RemoteMint
  /**
   * Runs an action of `/__emu/`, for example `call('clock', { advanceMs: 60_000 })` or `call('sessions/revoke', { id })`.
   *
   * @throws EmulatorError with the code that the emulator answered.
   */
  call(action: string, fields?: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
}

/** @param url Origin of the emulator, as its command prints it. */
export async function connectEmulator(url: string): Promise<RemoteEmulator> {
  const origin = new URL(url).origin
  const state = await readAnswer(await fetch(`${origin}/__emu/state`))
  const call = async (action: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const body = JSON.stringify(fields)
    return readAnswer(
      await fetch(`${origin}/__emu/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }),
    )
  }
  return {
    url: origin,
    publishableKey: String(state['publishableKey']),
    secretKey: String(state['secretKey']),
    jwtKey: String(state['jwtKey']),
    call,
    mint: createRemoteMint(call),
  }
}

function createRemoteMint(call: RemoteEmulator['call']): RemoteMint {
  // The other process answers with the object that its own method returned.
  const mint = async <T>(kind: string, options: object = {}): Promise<T> =>
    (await call(`mint/${kind}`, { ...options })) as T
  return {
    session: (options) => mint('session', options),
    visitor: () => mint('visitor'),
    apiKey: (options) => mint('api-key', options),
    m2mToken: (options) => mint('m2m-token', options),
    oauthToken: (options) => mint('oauth-token', options),
    handshakeToken: async (options) => (await mint<{ token: string }>('handshake-token', options)).token,
    handshakeNonce: async (options) => (await mint<{ nonce: string }>('handshake-nonce', options)).nonce,
  }
}

async function readAnswer(answer: Response): Promise<Readonly<Record<string, unknown>>> {
  const body = (await answer.json()) as Readonly<Record<string, unknown>>
  if (answer.ok) return body
  const [error] = (body['errors'] ?? []) as readonly { readonly code: string; readonly message: string }[]
  throw new EmulatorError(
    'ERR_EMULATOR_REMOTE',
    `the emulator answered ${answer.status}: ${error?.message ?? 'nothing more'}`,
  )
}
