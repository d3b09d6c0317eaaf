/**
 * What a developer is told, once a process, when policy and rewrite of a handler disagree. Does not wait.
 *
 * @see apps/docs/decisions/022
 */
import { EVERYBODY, keptBy, toPorts, type Ports } from '@postern/core'

const MESSAGE =
  'A route matcher said "no" of the URL that was asked for, and would say "yes" of the page that the handler rewrote it to. So the handler was asked again, about that page, and its refusal counts. Let the matcher name both spellings, such as "/members(.*)" and "/:locale/members(.*)", to be asked once.'

const createMark = (): { isSaid: boolean } => ({ isSaid: false })

/** @param ports Of the middleware: each log hears of it once. */
export function createRewriteWarning(ports: Partial<Ports>): () => void {
  const mark = keptBy(ports.log ?? EVERYBODY, createMark)
  return () => {
    if (mark.isSaid) return
    mark.isSaid = true
    toPorts(ports).log({ level: 'warn', event: 'rewrite-asked-again', message: MESSAGE })
  }
}
