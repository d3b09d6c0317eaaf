/**
 * Bench. Hono on Node over HTTP, a seen token: a protected route beside an open one. One server process, three ports, 32 connections.
 *
 * The goal is a ratio of throughputs. It is taken from the CPU time of the server per answer, which is what limits a server that does nothing
 * else; answers per second of the wall clock stand beside it, and on a busy machine they say more about the machine.
 */
import { fileURLToPath } from 'node:url'
import { toSignedInRequest } from '../mint.ts'
import type { Findings } from '../findings.ts'
import { toGoal } from '../goals.ts'
import { print, say, toBestRatio, toCell, toRatio } from '../report.ts'
import { toWire } from './connection.ts'
import { measureHttp, type HttpPlan, type Route } from './measure-http.ts'
import { startServer } from './start-server.ts'

const OPEN = 'open route'
const NAMES = { open: OPEN, peer: '@clerk/hono', ours: '@postern/hono' } as const
const plan: HttpPlan = { title: 'Hono over HTTP', rounds: 15, warmUpRounds: 3, requests: 2_000, connections: 32 }

/** Prints what a request takes. Waits. */
export async function measureHono(): Promise<Findings> {
  say('Hono over HTTP: starting')
  const script = fileURLToPath(new URL('hono-server.ts', import.meta.url))
  const { env } = process
  const server = await startServer({ script, args: [], folder: import.meta.dirname, env, ready: /^\{.*\}\n/m })
  try {
    const { ports, token } = JSON.parse(server.output) as { ports: Record<keyof typeof NAMES, number>; token: string }
    const wire = toWire(toSignedInRequest(token))
    const routes = (['open', 'peer', 'ours'] as const).map((key): Route => ({
      name: NAMES[key],
      host: '127.0.0.1',
      port: ports[key],
      server,
      holds: key === 'open' ? '"userId":null' : '"user_',
    }))
    const figures = await measureHttp(routes, wire, plan)
    const scene = print('Hono over HTTP, seen token', figures, OPEN)
    const open = figures.find(({ name }) => name === OPEN)
    for (const { name, cpuUs, perSec } of figures) {
      const share = [(open?.cpuUs ?? Number.NaN) / cpuUs, perSec / (open?.perSec ?? Number.NaN)]
      const [byCpu, byClock] = share.map((part) => `${(part * 100).toFixed(1)} %`.padStart(8))
      console.log(`  ${toCell(name)} ${byCpu} of open (CPU) ${byClock} (wall, ${perSec.toFixed(0)}/s)`)
    }
    const [value = Number.NaN, best] = [toRatio, toBestRatio].map((to) => to(figures, OPEN, NAMES.ours) * 100)
    return { scenes: [scene], goals: [toGoal('Hono over HTTP: protected ÷ open route, %', value, best)] }
  } finally {
    await server.stop()
  }
}
