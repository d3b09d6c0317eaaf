/** The error that asks for a fresh sign-in: what the vendor's browser code reads, made by ours. */
import {
  reverificationError as vendorError,
  reverificationErrorResponse as vendorResponse,
} from '@clerk/backend/internal'
import { reverificationError, reverificationErrorResponse } from '@postern/next/server'
import { describe, expect, it } from 'vitest'

describe('reverificationError', () => {
  it.each([undefined, 'strict', 'strict_mfa', { level: 'first_factor', afterMinutes: 10 }] as const)(
    'is the vendor’s for %j, as an object and as a response (first-day 11)',
    async (missing) => {
      const [theirs, ours] = [vendorResponse(missing), reverificationErrorResponse(missing)]
      expect(JSON.stringify(reverificationError(missing))).toBe(JSON.stringify(vendorError(missing)))
      expect([ours.status, await ours.text()]).toEqual([theirs.status, await theirs.text()])
    },
  )
})
