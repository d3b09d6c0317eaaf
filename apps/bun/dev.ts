/** Starts the example, with an identity provider of its own where the environment holds no keys. Not part of the example. */
import { handler } from './main.ts'

const port = Number(process.env['PORT'] ?? 3400)
if (process.env['CLERK_PUBLISHABLE_KEY'] === undefined) {
  const { createEmulator } = await import('@postern/emulator')
  const emulator = createEmulator({ appOrigin: `http://127.0.0.1:${port}` })
  await emulator.listen()
  process.env['CLERK_PUBLISHABLE_KEY'] = emulator.publishableKey
  process.env['CLERK_SECRET_KEY'] = emulator.secretKey
  console.log(`People to sign in as: ${emulator.url}/ – tokens to copy: ${emulator.url}/__emu`)
}
const server = Bun.serve({ hostname: '127.0.0.1', port, fetch: handler })
console.log(`Listening on ${server.url}`)
