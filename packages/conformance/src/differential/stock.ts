/** Everything that cases are drawn from, for one instance. */
import type { Stock } from './case.ts'
import type { Provider } from './provider.ts'
import { mintTokens } from './tokens.ts'

export async function prepareStock({ emulator }: Provider): Promise<Stock> {
  const { mint } = emulator
  const signedOut = ['__client_uat=0; Path=/', '__session=; Path=/; Max-Age=0']
  const foreign = await mint.session({ isForeign: true })
  const directives = (token: string): string[] => [
    `__session=${token}; Path=/; SameSite=Lax`,
    '__client_uat=1789990000; Path=/',
  ]
  const late = await mint.session({ user: 'ada', expiresInSec: -600 })
  return {
    emulator,
    suffix: await emulator.cookieSuffix(),
    tokens: await mintTokens(emulator),
    handshakes: {
      good: await mint.handshakeToken({ session: { user: 'ada' } }),
      'signed out': await mint.handshakeToken({ directives: signedOut }),
      foreign: await mint.handshakeToken({ isForeign: true }),
      'foreign session': await mint.handshakeToken({ directives: directives(foreign.token) }),
      'late session': await mint.handshakeToken({ directives: directives(late.token) }),
      'other cookie': await mint.handshakeToken({ directives: ['other=1; Path=/', ...signedOut] }),
      expired: await mint.handshakeToken({ session: { user: 'ada' }, claims: { exp: 1_780_000_000 } }),
      template: await mint.handshakeToken({ header: { cat: 'cl_B7d4PD222AAA' } }),
      text: 'nonsense',
      empty: '',
    },
    nonces: {
      good: await mint.handshakeNonce({ session: { user: 'ada' } }),
      'signed out': await mint.handshakeNonce({ directives: signedOut }),
      unknown: 'nonce_unknown',
      empty: '',
    },
  }
}
