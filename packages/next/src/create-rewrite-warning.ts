/**
 * What a developer is told, once, when policy and rewrite of a handler disagree. Does not wait.
 *
 * @see apps/docs/decisions/022
 */
import { toPorts, type Ports } from '@postern/core'

const MESSAGE =
  'A route matcher said "no" of the URL that was asked for, and would say "yes" of the page that the handler rewrote it to. So the handler was asked again, about that page, and its refusal counts. Let the matcher name both spellings, such as "/members(.*)" and "/:locale/members(.*)", to be asked once.'

/** @param ports Of the middleware: the warning goes through its log. */
export function createRewriteWarning(ports: Partial<Ports>): () => void {
  let isSaid = false
  return () => {
    if (isSaid) return
    isSaid = true
    toPorts(ports).log({ level: 'warn', event: 'rewrite-asked-again', message: MESSAGE })
  }
}
