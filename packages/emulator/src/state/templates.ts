/** Templates of tokens: found by what the application calls them. */
import type { Instance } from '../instance.ts'
import type { TokenTemplate } from './model.ts'

/** Life of a token where its template says nothing, in seconds. */
export const DEFAULT_TEMPLATE_LIFETIME_SEC = 60
/** How long before its issue a token is valid where its template says nothing, in seconds. */
export const DEFAULT_CLOCK_SKEW_SEC = 5

export function findTemplate({ store }: Pick<Instance, 'store'>, name: string): TokenTemplate | null {
  return store.find('templates', (one) => one.name === name)
}
