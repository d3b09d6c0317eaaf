/** A request → what the application's own file decides about it. Waits for the bundler, and for a thread of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { CliError, createUsageError } from '../../frame/cli-error.ts'
import type { Circumstances } from '../decide-session.ts'
import type { RecordedRequest } from '../request/recorded-request.ts'
import { toVerdict, type Verdict } from '../verdict.ts'
import { bundlePolicy } from './bundle-policy.ts'
import type { PolicyAnswer, PolicyQuestion } from './policy-messages.ts'

/** How long a policy may take: it waits for nobody outside, so more is a fault of its own. */
const POLICY_TIMEOUT_MS = 20_000

/** As it is built, and as tests run it. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './policy-worker.ts' : './policy-worker.js', import.meta.url)

/**
 * Bundles the file, and asks it.
 *
 * @param path Of `proxy.ts`, `middleware.ts`, or a module with a fetch handler.
 * @param isHandlerRun Whether a fetch handler may be asked, which runs the application's own code with it.
 * @throws CliError `ERR_CLI_POLICY…` for a file that cannot be asked.
 */
export async function decidePolicy(
  recorded: RecordedRequest,
  circumstances: Circumstances & { readonly path: string; readonly folder: string; readonly isHandlerRun: boolean },
): Promise<Verdict> {
  const { path, folder, isHandlerRun, variables, nowMs, keySet } = circumstances
  const file = resolve(folder, path)
  if (!isHandlerRun && !/(?:^|[\\/])(?:proxy|middleware)\.[cm]?[jt]s$/.test(file)) {
    throw createUsageError(
      'The policy is no proxy.ts or middleware.ts: to ask it, its handlers have to run as well.',
      'Add --run-handlers if that does no harm: they have no network, and may write files.',
    )
  }
  const { code, isOurs } = await bundlePolicy(file)
  if (!isOurs)
    throw new CliError({
      code: 'ERR_CLI_POLICY_OTHER',
      cause: 'The policy imports no package of Postern.',
      cure: 'postern migrate rewrites imports of the vendor’s packages.',
    })
  const place = await mkdtemp(join(tmpdir(), 'postern-'))
  try {
    const module = join(place, 'policy.mjs')
    await writeFile(module, code)
    const { method, url, headers } = recorded
    const question: PolicyQuestion = {
      file,
      module: pathToFileURL(module).href,
      method,
      url: url.href,
      headers,
      nowMs,
      keySet,
    }
    return toDecided(await askWorker(question, variables))
  } finally {
    await rm(place, { recursive: true })
  }
}

function askWorker(question: PolicyQuestion, env: Readonly<Record<string, string>>): Promise<PolicyAnswer> {
  // What the policy prints may hold anything, so nobody sees it.
  const worker = new Worker(WORKER, {
    workerData: question,
    env: { NODE_ENV: 'development', ...env },
    stdout: true,
    stderr: true,
  })
  return new Promise<PolicyAnswer>((settle) => {
    const timer = setTimeout(() => settle({ kind: 'threw', code: 'Timeout', message: '' }), POLICY_TIMEOUT_MS)
    worker.once('message', settle)
    worker.once('error', (error: Error) => settle({ kind: 'threw', code: error.name, message: '' }))
    worker.once('exit', () => {
      clearTimeout(timer)
      settle({ kind: 'threw', code: 'Exit', message: '' })
    })
  }).finally(() => void worker.terminate())
}

function toDecided(answer: PolicyAnswer): Verdict {
  if (answer.kind === 'no-export') {
    throw new CliError({
      code: 'ERR_CLI_POLICY_EXPORT',
      cause: 'The policy exports no handler.',
      cure: 'Write export default clerkMiddleware(…).',
    })
  }
  if (answer.kind === 'threw') {
    const code = answer.code.startsWith('ERR_AUTH_') ? answer.code : 'ERR_CLI_POLICY_THREW'
    throw new CliError({
      code,
      cause: answer.message || `The policy ended with an exception (${answer.code}).`,
      cure: 'Call it in a test of your own to see where.',
    })
  }
  if (answer.kind === 'not-run') return toVerdict({ kind: 'not-run', status: null, location: null }, [], [])
  return toVerdict(answer.outcome, answer.events, answer.wanted)
}
