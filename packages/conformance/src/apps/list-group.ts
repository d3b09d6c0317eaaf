/** A group of processes → those of them that still run. Does not wait. */
import { readdirSync, readFileSync } from 'node:fs'

/**
 * @param group Id of the process that leads it.
 * @returns Ids; where the system does not list processes as files, only the leader's, for whoever is left. A zombie does not count: it has
 *   ended, and only its parent has not looked.
 */
export function listGroup(group: number): readonly number[] {
  if (process.platform !== 'linux') return isAlive(-group) ? [group] : []
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.filter((id) => isRunningIn(id, group)).map(Number)
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}

function isRunningIn(id: string, group: number): boolean {
  try {
    // After the name, which stands in parentheses and may hold anything: state, parent, group.
    const text = readFileSync(`/proc/${id}/stat`, 'utf8')
    const [state, , own] = text.slice(text.lastIndexOf(') ') + 2).split(' ')
    return state !== 'Z' && Number(own) === group
  } catch {
    return false
  }
}
