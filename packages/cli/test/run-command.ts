/** A command as a person runs it, without a terminal: what it wrote, and its exit code. */
import { createPaint } from '../src/frame/host.ts'
import { run } from '../src/run.ts'

/** What a command finds around it. */
export interface Surroundings {
  readonly folder?: string
  readonly input?: string
  readonly variables?: Readonly<Record<string, string>>
  readonly nowMs?: number
}

/** What came of it. */
export interface Written {
  readonly exitCode: number
  readonly out: string
  readonly err: string
}

export async function runCommand(args: readonly string[], around: Surroundings = {}): Promise<Written> {
  const { folder = '/nowhere', input, variables = {}, nowMs = 0 } = around
  const out: string[] = []
  const err: string[] = []
  const paint = createPaint({}, {})
  const exitCode = await run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    readInput: async () => input ?? '',
    isInputTerminal: input === undefined,
    folder,
    variables,
    nowMs: () => nowMs,
    paint,
    paintError: paint,
  })
  return { exitCode, out: out.join(''), err: err.join('') }
}
