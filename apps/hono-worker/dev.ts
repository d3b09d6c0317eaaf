/** Starts the worker in workerd, with an identity provider of its own where there are no keys. Not part of the example. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEmulator } from '@postern/emulator'

const cwd = fileURLToPath(new URL('.', import.meta.url))
const port = process.env['PORT'] ?? '3100'
const keys = existsSync(join(cwd, '.dev.vars')) ? [] : await startProvider()
const require = createRequire(import.meta.url)
const wrangler = join(dirname(require.resolve('wrangler/package.json')), 'bin/wrangler.js')
const flags = ['--ip=127.0.0.1', `--port=${port}`, '--inspector-port=0', '--show-interactive-dev-session=false']
const worker = spawn(process.execPath, [wrangler, 'dev', ...flags, ...keys], {
  cwd,
  env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
  stdio: ['ignore', 'inherit', 'inherit'],
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => worker.kill('SIGTERM'))
worker.once('exit', (code) => process.exit(code ?? 0))

async function startProvider(): Promise<readonly string[]> {
  const emulator = createEmulator({ appOrigin: `http://127.0.0.1:${port}` })
  await emulator.listen()
  console.log(`People to sign in as: ${emulator.url}/ – tokens to copy: ${emulator.url}/__emu`)
  return [`--var=CLERK_PUBLISHABLE_KEY:${emulator.publishableKey}`, `--var=CLERK_SECRET_KEY:${emulator.secretKey}`]
}
