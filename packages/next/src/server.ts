/** Entry `@postern/next/server`: the same names, where the vendor's package has them. */
export * from './index.ts'
