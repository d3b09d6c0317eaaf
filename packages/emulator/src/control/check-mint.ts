/** A mint that judges what it is asked for, before anything is made. */
import type { Mint } from '../mint/mint.ts'
import { checkFields, type Shape } from '../state/shape.ts'
import {
  apiKeyShape,
  handshakeShape,
  m2mTokenShape,
  oauthTokenShape,
  sessionShape,
  templateTokenShape,
} from './shapes.ts'

/** Every function of it rejects with `ERR_EMULATOR_OPTION_INVALID` what does not fit. */
export function checkMint(mint: Mint): Mint {
  return {
    session: withShape(sessionShape, (options) => mint.session(options)),
    visitor: () => mint.visitor(),
    apiKey: withShape(apiKeyShape, (options) => mint.apiKey(options)),
    m2mToken: withShape(m2mTokenShape, (options) => mint.m2mToken(options)),
    oauthToken: withShape(oauthTokenShape, (options) => mint.oauthToken(options)),
    templateToken: withShape(templateTokenShape, (options) => mint.templateToken(options)),
    handshakeToken: withShape(handshakeShape, (options) => mint.handshakeToken(options)),
    handshakeNonce: withShape(handshakeShape, (options) => mint.handshakeNonce(options)),
    token: (payload, options) => mint.token(payload, options),
  }
}

function withShape<O, R>(shape: Shape, make: (options?: O) => Promise<R>): (options?: O) => Promise<R> {
  return async (options) => {
    if (options !== undefined) checkFields(shape, options)
    return make(options)
  }
}
