/** Entry `@postern/emulator`: an identity provider in a box. */
export type { ClockSource, EmulatorClock } from './create-clock.ts'
export type { Control } from './control/create-control.ts'
export type { Outage, PlannedFailure } from './control/create-faults.ts'
export type { TokenTrouble, Trouble, TroubleControl, TroubleMethod, TroubleRule } from './control/trouble.ts'
export type { JournalEntry } from './control/create-journal.ts'
export { connectEmulator } from './connect-emulator.ts'
export type { RemoteEmulator, RemoteMint } from './connect-emulator.ts'
export { createEmulator } from './create-emulator.ts'
export { toEnvBlocks, toEnvVariables } from './env-lines.ts'
export type { EnvBlock, EnvFacts, EnvFramework, EnvVariable } from './env-lines.ts'
export type { Emulator, EmulatorAuthOptions, Listening, ListenOptions } from './emulator.ts'
export { EmulatorError } from './emulator-error.ts'
export type { EmulatorErrorCode } from './emulator-error.ts'
export type { PrivateJwk } from './keys/fixed-keys.ts'
export type { InstanceType } from './keys/publishable-key.ts'
export { generateSigningKey } from './keys/signing-key.ts'
export type {
  Mint,
  MintApiKeyOptions,
  Minted,
  MintedSession,
  MintHandshakeOptions,
  MintM2MTokenOptions,
  MintOAuthTokenOptions,
  MintSessionOptions,
} from './mint/mint.ts'
export { DEFAULT_PORT } from './options.ts'
export type { EmulatorOptions, HandshakeForm } from './options.ts'
export type { ScriptPackage, ScriptSource } from './scripts/script-source.ts'
export { checkSeed } from './state/check-seed.ts'
export { defaultSeed } from './state/default-seed.ts'
export type {
  ApiKey,
  Machine,
  Mail,
  M2MToken,
  OAuthApplication,
  OAuthToken,
  Organization,
  Session,
  SessionTask,
  User,
} from './state/model.ts'
export type { Seed, SeedSettings } from './state/seed.ts'
export type { Persistence } from './state/create-store.ts'
export type {
  PreviousWebhookSecret,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookMessage,
} from './state/model.ts'
export type { WebhookControl } from './webhooks/create-webhook-control.ts'
export type { WebhookFetch } from './webhooks/send-attempt.ts'
export type { WebhookChange, WebhookOptions, WebhookRotation } from './webhooks/shapes.ts'
