/** Where the middlewares for Hono knowingly differ, beyond what the decisions below them do. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import type { HonoCase, HonoOutcome } from './hono-outcome.ts'

export const allowedHonoDifferences: readonly Difference<HonoCase, HonoOutcome>[] = []
