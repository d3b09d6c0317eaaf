/**
 * `verifyToken` of the vendor's package and ours: order of the checks, reasons, claims.
 *
 * @see protocol.md 4.1, 4.2, 4.4
 */
import { verifyToken as vendorVerifyToken } from '@clerk/backend'
import { verifyToken } from '@postern/fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import { createOwnKey } from '../own-key.ts'
import { allowedVerifyDifferences, type VerifyAnswer } from './allowed-verify-differences.ts'
import { drawToken, type TokenCase } from './draw-token.ts'

const CASES = 1000

async function toAnswer(verify: () => Promise<object>): Promise<VerifyAnswer> {
  try {
    return { answer: 'holds', claims: { ...(await verify()) } }
  } catch (error) {
    const { reason, code }: { reason?: unknown; code?: unknown } = Object(error)
    return { answer: String(reason ?? code), claims: null }
  }
}

describe('verifyToken', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it(`judges ${CASES} tokens alike (D7)`, async () => {
    const { jwtKey, sign } = createOwnKey()
    const toText = ({ token }: TokenCase): string =>
      typeof token === 'string' ? token : sign(token.header, token.payload)
    const run = await compareKind<TokenCase, VerifyAnswer>({
      cases: listSeeds(CASES, 13).map(drawToken),
      askVendor: (given) =>
        toAnswer(() => vendorVerifyToken(toText(given), { ...structuredClone(given.options), jwtKey } as never)),
      askOurs: (given) =>
        toAnswer(() => verifyToken(toText(given), { ...structuredClone(given.options), jwtKey } as never, {})),
      differences: allowedVerifyDifferences,
      isOpening: (vendor, ours) => ours.answer === 'holds' && vendor.answer !== 'holds',
      describe: ({ token, options, odd }) => [odd, options, typeof token === 'string' ? token : token.header],
    })
    expect(run.unexplained).toEqual([])
    // An empty list of header types.
    expect([...run.openings]).toEqual(['032'])
    expect(run.compared).toBe(CASES * FACTOR)
    expect(listStale(allowedVerifyDifferences, run.met)).toEqual([])
  })
})
