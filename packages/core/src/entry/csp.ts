/** Entry `@postern/core/csp`: the content security policy that the provider's components need, with the application's own sources. */
export { resolveCsp } from '../csp/resolve-csp.ts'
export type { CspOptions, ResolvedCsp } from '../csp/resolve-csp.ts'
export { createCspNonce, toCspHeaders } from '../csp/to-csp-headers.ts'
export type { CspContext } from '../csp/to-csp-headers.ts'
