import { describe, expect, it } from 'vitest'
import { reverificationError } from '../session/reverification.ts'
import { reverificationErrorResponse } from './reverification-error-response.ts'

describe('reverificationErrorResponse', () => {
  it('answers 403 with what did not hold, for no cache (first-day 11)', async () => {
    const response = reverificationErrorResponse({ level: 'second_factor', afterMinutes: 5 })
    expect([response.status, response.headers.get('cache-control')]).toEqual([403, 'no-store'])
    expect(await response.json()).toEqual({
      clerk_error: {
        type: 'forbidden',
        reason: 'reverification-error',
        metadata: { reverification: { level: 'second_factor', afterMinutes: 5 } },
      },
    })
  })

  it('leaves the choice to the browser where nothing is named (first-day 11)', async () => {
    expect(await reverificationErrorResponse().json()).toEqual(reverificationError())
    expect(reverificationError().clerk_error.metadata).toEqual({})
  })
})
