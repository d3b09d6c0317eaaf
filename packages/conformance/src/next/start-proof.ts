/** Builds and starts an application of the router proof, with an identity provider of its own. Waits for both. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { createEmulator, type Emulator } from '@postern/emulator'
import { toNextPages } from '../proof/proof-pages.ts'
import type { ProofApplication } from '../proof/prove-closed.ts'
import { buildProofVariant, toOwnFolder, type ProofVariant } from './proof-variants.ts'
import { type RunningFixture } from './start-fixture.ts'
import { readBuildId } from './variants.ts'

export interface RunningProof {
  readonly app: ProofApplication
  /** What the server wrote so far. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

export async function startProof(variant: ProofVariant): Promise<RunningProof> {
  const [fixture, port] = await Promise.all([buildProofVariant(variant), findAnyPort()])
  const { host = 'localhost' } = variant
  const emulator = createEmulator({ appOrigin: `http://${host}:${port}` })
  await emulator.listen()
  const { publishableKey, secretKey } = emulator
  const keys = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey }
  const running = await fixture.start(keys, { port, host })
  return {
    app: toApplication(variant, running, emulator, await readBuildId(fixture.folder)),
    output: running.output,
    stop: async () => {
      await running.stop()
      await emulator.close()
    },
  }
}

function toApplication(
  { parts, config }: ProofVariant,
  { url, output }: RunningFixture,
  { mint }: Emulator,
  buildId: string,
): ProofApplication {
  return {
    ...toNextPages(config, toOwnFolder(parts), buildId),
    origin: url,
    headersOf: async (who) => ({ cookie: (await (who === 'ada' ? mint.session() : mint.visitor())).cookieHeader }),
    readRuns: () => readRuns(output()),
    preflightPages: ['api'],
  }
}

function readRuns(output: string): ReadonlyMap<string, string> {
  const runs = new Map<string, string>()
  for (const [, id = '', mark = ''] of output.matchAll(/^RAN (\S+) (\S+)$/gm))
    runs.set(id, `${runs.get(id) ?? ''} ${mark}`)
  return runs
}
