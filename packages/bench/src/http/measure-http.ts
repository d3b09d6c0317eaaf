/** Bench. What servers take for a request over HTTP: in turn, round by round, each with all connections busy. */
import { toFigure, type Figure } from '../measure.ts'
import { say } from '../report.ts'
import { toMedian } from '../statistics.ts'
import { openConnection, type Connection } from './connection.ts'
import type { Server } from './start-server.ts'

/** One route of a server. */
export interface Route {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly server: Pick<Server, 'readCpuUs'>
  /** What every answer must hold. Default: nothing. */
  readonly holds?: string
}

export interface HttpPlan {
  /** Shown while it runs. */
  readonly title: string
  readonly rounds: number
  /** Rounds that are run and not counted. */
  readonly warmUpRounds: number
  /** Requests of a round, to each route. */
  readonly requests: number
  readonly connections: number
}

export interface HttpFigure extends Figure {
  /** Answers per second, of the clock on the wall: depends on what else the machine does. */
  readonly perSec: number
}

/** @param wire The request, the same for all. Waits. */
export async function measureHttp(
  routes: readonly Route[],
  wire: string,
  plan: HttpPlan,
): Promise<readonly HttpFigure[]> {
  const samples = new Map<string, { cpuUs: number; perSec: number }[]>(routes.map(({ name }) => [name, []]))
  for (let round = -plan.warmUpRounds; round < plan.rounds; round++) {
    say(`${plan.title}: round ${round + plan.warmUpRounds + 1} of ${plan.rounds + plan.warmUpRounds}`)
    // Who is first changes with each round.
    const turn = (round + plan.warmUpRounds) % routes.length
    for (const route of [...routes.slice(turn), ...routes.slice(0, turn)]) {
      const sample = await measureRound(route, wire, plan)
      if (round >= 0) samples.get(route.name)?.push(sample)
    }
  }
  return routes.map(({ name }) => {
    const own = samples.get(name) ?? []
    const figure = toFigure(
      name,
      own.map(({ cpuUs }) => cpuUs),
    )
    return { ...figure, perSec: toMedian(own.map(({ perSec }) => perSec)) }
  })
}

async function measureRound(
  { host, port, server, holds = '' }: Route,
  wire: string,
  { requests, connections }: HttpPlan,
) {
  const open: Connection[] = []
  while (open.length < connections) open.push(await openConnection(port, wire, host))
  // To open a connection costs as much as some requests, and is no part of them.
  await Promise.all(open.map((connection) => connection.ask()))
  const [before, startMs] = [await server.readCpuUs(), performance.now()]
  let left = requests
  const keepAsking = async (connection: Connection): Promise<void> => {
    while (left-- > 0) {
      const answer = await connection.ask()
      if (!answer.startsWith('HTTP/1.1 200 ') || !answer.includes(holds))
        throw new Error(`A server answers ${answer.slice(0, 200)}`)
    }
  }
  await Promise.all(open.map(keepAsking))
  const [after, endMs] = [await server.readCpuUs(), performance.now()]
  for (const connection of open) connection.close()
  return { cpuUs: (after - before) / requests, perSec: (requests / (endMs - startMs)) * 1_000 }
}
