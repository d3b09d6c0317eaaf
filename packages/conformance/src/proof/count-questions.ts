/** How many questions the router proofs ask, without asking them. Pure. */
import { PROOF_VARIANTS, toOwnFolder } from '../next/proof-variants.ts'
import { HONO_ROWS } from './hono-rows.ts'
import type { Policy } from './judge-answer.ts'
import { POLICIES } from './policies.ts'
import { FETCH_PAGES, THOROUGH, toHonoPages, toNextPages, type ProofPages } from './proof-pages.ts'
import { toRawBytes } from './proof-requests.ts'
import { SPOKEN_PATHS, toClosedRequests } from './prove-closed.ts'
import { toQuestions } from './prove-open.ts'

export interface QuestionCount {
  /** What a policy hides, in every spelling. */
  readonly hostile: number
  /** URLs that people and programs write. */
  readonly honest: number
}

interface Asking {
  readonly pages: ProofPages
  readonly policy: Policy
  readonly isThorough: boolean
}

/** By router. */
export function countQuestions(): Readonly<Record<'Next' | 'Hono' | 'fetch handler', QuestionCount>> {
  const next = PROOF_VARIANTS.flatMap(({ parts, config }) => {
    const pages = toNextPages(config, toOwnFolder(parts), 'x')
    return POLICIES.map((policy) => ({ pages, policy, isThorough: THOROUGH.includes(policy.name) }))
  })
  const hono = HONO_ROWS.map(({ maker, policy }) => ({
    pages: toHonoPages(maker.hasParameters ?? true),
    policy,
    isThorough: maker.isDefault === true,
  }))
  const handlers = POLICIES.map((policy) => ({ pages: FETCH_PAGES, policy, isThorough: true }))
  return { Next: count(next), Hono: count(hono), 'fetch handler': count(handlers) }
}

function count(askings: readonly Asking[]): QuestionCount {
  const sum = (toNumber: (asking: Asking) => number): number =>
    askings.reduce((total, asking) => total + toNumber(asking), 0)
  return {
    hostile: sum(({ pages, policy, isThorough }) => {
      const spoken = isThorough ? pages.hiddenPaths.slice(0, SPOKEN_PATHS) : []
      const lines = spoken.flatMap((path) => toRawBytes(path, 'x', ''))
      return toClosedRequests(pages, policy, isThorough).length + lines.length
    }),
    honest: sum(({ pages, isThorough }) => toQuestions(pages, isThorough).length),
  }
}
