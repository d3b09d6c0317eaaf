/** What steps inside a page use, and where they keep what the next one needs. */
import type { LoadedClerk } from '@clerk/shared/types'

/** Claims of a token, unverified. */
export interface PageClaims {
  readonly exp: number
  readonly iat: number
  readonly [name: string]: unknown
}

declare global {
  interface Window {
    /** Made by the provider's script. */
    Clerk: LoadedClerk & { readonly load: () => Promise<void> }
    /** The first error code of a call that is refused. */
    codeOf: (work: () => Promise<unknown>) => Promise<string>
    claimsOf: (token: string | null | undefined) => PageClaims
    sessionId: string
    organizationId: string
    apiKeyId: string
    totpSecret: string
    backupCode: string
  }
}

/** Puts the tools into every page of the browser. Runs before the page's own scripts. */
export function installPageKit(): void {
  window.codeOf = async (work) => {
    try {
      await work()
      return 'no error'
    } catch (error) {
      const { errors } = error as { errors?: readonly { readonly code: string }[] }
      return errors?.[0]?.code ?? String(error)
    }
  }
  window.claimsOf = (token) => {
    const [, payload = ''] = (token ?? '').split('.')
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as PageClaims
  }
}
