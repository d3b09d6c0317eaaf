/** What `vitest.config.ts` binds. */
declare module 'cloudflare:workers' {
  import type { DurableObjectNamespaceLike } from '../../src/index.ts'
  export const env: {
    readonly KV: {
      get(name: string): Promise<string | null>
      put(name: string, text: string, options?: object): Promise<void>
      list(): Promise<{ readonly keys: readonly { readonly name: string; readonly expiration?: number }[] }>
    }
    readonly STORE: DurableObjectNamespaceLike
  }
}
