/**
 * Bench. Next as it runs in production, over HTTP, a seen token: CPU time of the server per answer over that of the same application with an
 * empty proxy.ts. Three applications, three processes, 16 connections. The route behind the proxy does not ask who is signed in.
 */
import { mintToken, toSignedInRequest } from '../mint.ts'
import type { Findings } from '../findings.ts'
import { toGoal } from '../goals.ts'
import { print, say, toBestRatio, toRatio } from '../report.ts'
import { openConnection, toWire } from './connection.ts'
import { measureHttp, type HttpPlan } from './measure-http.ts'
import { buildApp, EMPTY, OURS, PEER, removeApps, startApp, WHO_PATH, type App } from './next-apps.ts'

const plan: HttpPlan = { title: 'Next over HTTP', rounds: 11, warmUpRounds: 8, requests: 500, connections: 16 }

/** Prints what a request takes. Waits, for a minute and more. */
export async function measureNext(): Promise<Findings> {
  const apps: App[] = []
  try {
    removeApps()
    process.once('exit', removeApps)
    for (const name of [EMPTY, PEER, OURS]) await buildApp(name)
    for (const name of [EMPTY, PEER, OURS]) apps.push(await startApp(name))
    const request = toSignedInRequest(await mintToken(4e9))
    for (const app of apps) if (app.name !== EMPTY) await checkVisitor(app, request)
    const figures = await measureHttp(apps, toWire(request), plan)
    const scene = print('Next production server, seen token', figures, EMPTY)
    const [median, best] = [toRatio, toBestRatio].map((to) => {
      // Over the empty one, in units of the empty one.
      const [theirs, mine] = [PEER, OURS].map((name) => to(figures, name, EMPTY) - 1)
      return { theirs: theirs ?? Number.NaN, mine: mine ?? Number.NaN }
    })
    const emptyUs = figures.find(({ name }) => name === EMPTY)?.cpuUs ?? Number.NaN
    const [theirs, mine] = [median?.theirs, median?.mine].map((added = Number.NaN) => (added * emptyUs).toFixed(0))
    console.log(`  over an empty proxy.ts: ${PEER} ${theirs} µs, ${OURS} ${mine} µs`)
    const [value = Number.NaN, least] = [median, best].map((added) => added && (added.mine / added.theirs) * 100)
    return { scenes: [scene], goals: [toGoal('Next over HTTP: share of peer, %', value, least)] }
  } finally {
    say('Next: stopping, and removing the applications')
    for (const { server } of apps) await server.stop()
    removeApps()
    process.off('exit', removeApps)
  }
}

async function checkVisitor({ host, port }: App, request: Request): Promise<void> {
  const who = new Request(new URL(WHO_PATH, request.url), { headers: request.headers })
  const connection = await openConnection(port, toWire(who), host)
  const answer = await connection.ask()
  connection.close()
  if (!answer.includes('"user_')) throw new Error(`A Next application is wrong about who is signed in: ${answer}`)
}
