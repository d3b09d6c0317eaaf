/**
 * `npm run demo`, once everything is built: starts the emulator, the Next app and the Hono worker, prints where they are and who can sign
 * in, and stops on Ctrl-C. With `--check` it walks through the flow by itself and ends with status 0 or 1.
 */
import { checkWalk } from './check-walk.ts'
import { createBrowser, type Hop } from './create-browser.ts'
import { findDemoPorts } from './demo-ports.ts'
import { toPrintableUrl } from './redact.ts'
import { startStage, type Stage } from './stage.ts'
import { toWelcome } from './welcome.ts'

const say = (line: string): void => console.log(line)

const sayHop = ({ method, url, status, location, reason }: Hop): void => {
  const target = location === null ? '' : ` ${toPrintableUrl(location)}`
  say(`    ${method} ${toPrintableUrl(url)} → ${status}${target}${reason === '' ? '' : ` (${reason})`}`)
}

const PARENT_CHECK_MS = 500

/** Resolves when somebody asks us to stop. Later requests change nothing: stopping is already under way and takes a bounded time. */
const untilInterrupted = (): { readonly signal: AbortSignal; readonly interrupted: Promise<null> } => {
  const controller = new AbortController()
  const interrupted = new Promise<null>((resolve) => {
    const stop = (): void => {
      controller.abort()
      resolve(null)
    }
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop)
    // Whoever started us may end without passing a signal on; nobody could stop us then.
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS).unref()
  })
  return { signal: controller.signal, interrupted }
}

/** Longer than the cookie that counts trips lives (2 s): somebody who walks faster than that looks like a redirect loop. */
const READING_MS = 3_000

const walkThrough = async (stage: Stage): Promise<number> => {
  const { emulator, provider, app, worker } = stage
  // The browser's clock runs ahead instead of waiting.
  let aheadMs = 0
  const browser = createBrowser(
    (request) => fetch(request),
    () => Date.now() + aheadMs,
    sayHop,
  )
  const failures = await checkWalk({
    app,
    worker,
    provider,
    member: { email: 'grace@example.com', id: 'user_grace' },
    admin: { email: 'ada@example.com', id: 'user_ada' },
    mintToken: async ({ id }) => (await emulator.mint.session({ user: id })).token,
    browser,
    turnPage: () => (aheadMs += READING_MS),
    fetch,
    say,
  })
  say(
    failures === 0
      ? '\nThe demo works.'
      : `\n${failures} step${failures === 1 ? '' : 's'} did not end as the policy says.`,
  )
  return failures === 0 ? 0 : 1
}

const run = async (isCheck: boolean): Promise<number> => {
  const { signal, interrupted } = untilInterrupted()
  const ports = await findDemoPorts(say)
  say('Starting the sign-in server, the Next app and the Hono worker …')
  const stage = await startStage(ports, signal)
  try {
    if (isCheck) return (await Promise.race([walkThrough(stage), interrupted, stage.failed.then(fail)])) ?? 130
    say(toWelcome(stage))
    await Promise.race([interrupted, stage.failed.then(fail)])
    say('\nStopping …')
    return 0
  } finally {
    await stage.stop()
  }
}

const fail = (message: string): never => {
  throw new Error(message)
}

const args = process.argv.slice(2)
if (args.some((arg) => arg !== '--check')) {
  console.error(
    `Unknown argument ${args.find((arg) => arg !== '--check')}. Known: --check (walk through the demo without a person).`,
  )
  process.exit(2)
}
try {
  process.exitCode = await run(args.includes('--check'))
} catch (error) {
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
// A fetch that was cut short may keep a socket open; everything of ours is stopped.
process.exit()
