import { describe, expect, it } from 'vitest'
import { suffixRules } from '../../src/credentials/read-credentials.ts'
import { firstMatch } from '../../src/foundation/rule.ts'
import { allSuffixSituations } from './all-suffix-situations.ts'
import { usesSuffixedCookies } from './reading.ts'

describe('suffixRules', () => {
  it('says what the second reading of protocol.md 3.4 says, over the full product', () => {
    const differences = allSuffixSituations.filter((s) => {
      const plain = { isPresent: s.plainToken !== '', payload: s.plain?.claims ?? null }
      const suffixed = { isPresent: s.suffixedToken !== '', payload: s.suffixed?.claims ?? null }
      const isSuffixed = usesSuffixedCookies(
        !s.isDevelopment,
        s.issuerHost,
        s.nowSec,
        s.plainUat,
        s.suffixedUat,
        plain,
        suffixed,
      )
      return isSuffixed !== (firstMatch(suffixRules, s).outcome === 'suffixed')
    })
    expect(allSuffixSituations.length).toBeGreaterThan(50_000)
    expect(differences).toEqual([])
  })
})
