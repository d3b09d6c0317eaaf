/** The last stage of a Dockerfile → what it copies from the first one, its variables and its command. Does not wait. */

export interface Stage {
  /** Pairs of a path in the first stage, relative to its `WORKDIR`, and a path in this one. */
  readonly copies: readonly (readonly [from: string, to: string])[]
  readonly env: Readonly<Record<string, string>>
  readonly command: readonly string[]
}

export function readLastStage(dockerfile: string): Stage {
  const lines = dockerfile
    .slice(dockerfile.lastIndexOf('FROM '))
    .split('\n')
    .map((line) => line.trim())
  const read = (instruction: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1))
  const copies = read('COPY').flatMap((line) => {
    const [, from, to] = /^--from=build \/app\/(\S+) (\S+)$/.exec(line) ?? []
    return from === undefined || to === undefined ? [] : [[from, to] as const]
  })
  const pairs = read('ENV').flatMap((line) => [...line.matchAll(/(\w+)=(\S+)/g)])
  const command: unknown = JSON.parse(read('CMD')[0] ?? '[]')
  return {
    copies,
    env: Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value])),
    command: Array.isArray(command) ? command.map(String) : [],
  }
}
