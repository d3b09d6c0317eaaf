/**
 * What Next's server and its bundler do before anything of Next is loaded. To be imported first.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { registerHooks } from 'node:module'

// Next's server makes this class global.
Object.assign(globalThis, { AsyncLocalStorage })

// The vendor's server code imports it without an ending, which only bundlers find.
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'next/headers' ? 'next/headers.js' : specifier, context),
})
