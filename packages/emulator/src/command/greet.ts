/** What the command prints once the emulator answers. */
import type { Emulator } from '../emulator.ts'
import { type EnvBlock, toEnvBlocks } from '../env-lines.ts'
import { INSTALL_COMMAND } from '../scripts/answer-script.ts'
import { chooseVersion } from '../scripts/choose-version.ts'
import { SCRIPT_PACKAGES, type ScriptSource } from '../scripts/script-source.ts'

const MAX_PEOPLE = 10

/** @param scripts Where the vendor's browser scripts are looked for. */
export async function toGreeting(emulator: Emulator, scripts: ScriptSource): Promise<string> {
  const people = emulator.control
    .users()
    .slice(0, MAX_PEOPLE)
    .map(({ email, firstName, lastName }) => `  ${email.padEnd(24)} ${firstName} ${lastName}`)
  // The console has it too, and a terminal is short.
  const blocks = toEnvBlocks(emulator).filter(({ framework }) => framework !== 'next-proxy')
  return `
Postern emulator  ${emulator.url}
Console           ${emulator.url}/__emu
Publishable key   ${emulator.publishableKey}
Secret key        ${emulator.secretKey}
Vendor's scripts  ${await describeScripts(scripts)}

Lines for the .env file of an application, by what it is made of.
To start it with all of them set: npx @postern/emulator exec -- npm run dev

${blocks.map(showBlock).join('\n\n')}

Through the middleware of the application itself: see the console.

People, no password needed:
${people.join('\n')}

Ctrl-C stops it.
`
}

function showBlock({ title, lines, code }: EnvBlock): string {
  const inCode = code.length === 0 ? [] : ['  and in its code', ...code.map((line) => `    ${line}`)]
  return [title, ...lines.map((line) => `  ${line}`), ...inCode].join('\n')
}

/** Which versions are served, and how to get what is not installed. */
async function describeScripts(scripts: ScriptSource): Promise<string> {
  const found = await Promise.all(
    SCRIPT_PACKAGES.map(async (name) => ({ name, best: chooseVersion(await scripts.versions(name), null) })),
  )
  const here = found.flatMap(({ name, best }) => (best === null ? [] : [`@clerk/${name} ${best.version}`]))
  if (here.length === found.length) return here.join(', ')
  const missing = found.flatMap(({ name, best }) => (best === null ? [`@clerk/${name}`] : []))
  return `${[...here, `${missing.join(' and ')} not installed; if you need them:`].join(', ')}
                  ${INSTALL_COMMAND}`
}
