/** Starts the example, with an identity provider of its own where the environment holds no keys. Not part of the example. */
if (process.env['CLERK_PUBLISHABLE_KEY'] === undefined) {
  const { createEmulator } = await import('@postern/emulator')
  const emulator = createEmulator({ appOrigin: `http://127.0.0.1:${process.env['PORT'] ?? 3500}` })
  await emulator.listen()
  process.env['CLERK_PUBLISHABLE_KEY'] = emulator.publishableKey
  process.env['CLERK_SECRET_KEY'] = emulator.secretKey
  console.log(`People to sign in as: ${emulator.url}/ – tokens to copy: ${emulator.url}/__emu`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit())
}
await import('./main.ts')
