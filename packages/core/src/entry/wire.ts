/** Entry `@postern/core/wire`: every name on the wire. No logic; the emulator imports this and nothing else of core. */
export * from '../wire/claims.ts'
export * from '../wire/query.ts'
export * from '../wire/endpoints.ts'
export * from '../wire/headers.ts'
export * from '../wire/tenant-limits.ts'
export * from '../wire/limits.ts'
export * from '../wire/reasons.ts'
export * from '../wire/token-types.ts'
