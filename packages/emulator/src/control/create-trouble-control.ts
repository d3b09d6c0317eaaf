/** `control.trouble`: judges a rule before it is in force. */
import { EmulatorError } from '../emulator-error.ts'
import { type Asker, listAreas } from '../http/route.ts'
import { routes } from '../routes.ts'
import { checkFields } from '../state/shape.ts'
import type { Faults } from './create-faults.ts'
import { hasAnswer } from './to-rule.ts'
import type { Trouble, TroubleControl } from './trouble.ts'
import { troubleShape } from './trouble-shape.ts'

/** Whose endpoints can be in trouble: people's pages and the console go on. */
const ASKERS: readonly Asker[] = ['script', 'program', 'asset']

export function createTroubleControl(faults: Faults): TroubleControl {
  return {
    add: (trouble) => {
      checkFields(troubleShape, trouble)
      const problem = trouble.tokens === undefined ? findProblem(trouble) : findTokenProblem(trouble)
      if (problem !== null) throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', problem)
      return faults.add(trouble)
    },
    list: () => faults.read().trouble,
    endpoints: () => [...new Set(routes.flatMap(({ asker, path }) => (ASKERS.includes(asker) ? [path] : [])))],
    remove: (id) => faults.remove(id),
    clear: () => faults.clear(),
  }
}

/** What its fields do not say to each other, or null. */
function findProblem(trouble: Trouble): string | null {
  if (trouble.path === undefined) return 'path is missing: it names the endpoints. Only a rule with tokens has none.'
  if (!hasAnswer(trouble) && trouble.delayMs === undefined)
    return 'this does nothing: give status, code, body, headers, retryAfterSec, delayMs or limit.'
  if (trouble.delayUpToMs !== undefined && trouble.delayUpToMs < (trouble.delayMs ?? 0))
    return 'delayUpToMs must not be below delayMs.'
  if (trouble.windowSec !== undefined && trouble.limit === undefined) return 'windowSec needs limit.'
  return findPathProblem(trouble.path)
}

function findTokenProblem({ tokens: _tokens, times: _times, ...rest }: Trouble): string | null {
  const others = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  return others.length === 0 ? null : `tokens stands alone or beside times, and not beside ${others.join(', ')}.`
}

/** A path that nobody asks for would wait forever, and nobody would know why. */
function findPathProblem(path: string): string | null {
  const areas = listAreas(routes, 1, ASKERS)
  const head = (/^\/[^/*]*/.exec(path) ?? ['/'])[0]
  const isOpen = path.slice(head.length).startsWith('*')
  if (areas.some((area) => (isOpen ? area.startsWith(head) : area === head))) return null
  return `path names nothing that can be in trouble. Paths begin with ${areas.join(', ')}, or are /* for all of them.`
}
