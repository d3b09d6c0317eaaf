/** Test. A runtime that has Web Crypto and nothing of Node's beside it. */
import { vi } from 'vitest'

interface WithModules {
  getBuiltinModule: (name: string) => unknown
}

/** Until the case is over. Does nothing where that is so anyway. */
export function withoutNode(): void {
  const host: { readonly crypto: unknown; readonly process?: Partial<WithModules> } = globalThis
  const { process } = host
  if (hasModules(process)) vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined)
}

function hasModules(process: Partial<WithModules> | undefined): process is WithModules {
  return process?.getBuiltinModule !== undefined
}
