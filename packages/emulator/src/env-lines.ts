/** The lines that an application's `.env` file needs. */

/** What the lines are made of. */
export interface EnvFacts {
  /** As `emulator.publishableKey`. */
  readonly publishableKey: string
  /** As `emulator.secretKey`. */
  readonly secretKey: string
  /** Origin of the emulator. As `emulator.url`. */
  readonly url: string
}

/** All that an application of ours needs. Outside Next the first is called `CLERK_PUBLISHABLE_KEY`. */
export function toEnvLines({ publishableKey, secretKey }: EnvFacts): readonly string[] {
  return [`NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${publishableKey}`, `CLERK_SECRET_KEY=${secretKey}`]
}

/** What the vendor's packages need besides: they take a host in a key for a public one. */
export function toVendorEnvLines({ url }: EnvFacts): readonly string[] {
  return [
    `CLERK_API_URL=${url}`,
    `NEXT_PUBLIC_CLERK_PROXY_URL=${url}`,
    `NEXT_PUBLIC_CLERK_SIGN_IN_URL=${url}/sign-in`,
    `NEXT_PUBLIC_CLERK_SIGN_UP_URL=${url}/sign-up`,
  ]
}
