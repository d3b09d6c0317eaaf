/** The six policies: three styles of pattern, each as a list of what is protected and as one of what is public. */
import { KINDS, STYLES } from '../../fixtures/next-proof/lists.ts'
import type { Policy } from './judge-answer.ts'

export const POLICIES: readonly Policy[] = KINDS.flatMap((kind) =>
  STYLES.map((style) => ({ name: `${style} ${kind}`, style, kind })),
)
