/**
 * Decision room. A URL that a developer wrote in a call → the URL that the browser is sent to. Pure, but throws for what is no URL.
 *
 * @see rulings.md D14; apps/docs/decisions/022
 */
import { toBelowBasePath } from '../settings/below-base-path.ts'
import type { Settings } from '../settings/settings.ts'

/**
 * The full URL.
 *
 * @param given A URL, or a path of the application with or without its base path.
 * @param publicHref The request's URL as the browser shows it.
 */
export function toApplicationUrl(given: string | URL, publicHref: string, settings: Pick<Settings, 'basePath'>): URL {
  return new URL(typeof given === 'string' ? toBelowBasePath(given, settings.basePath) : given, publicHref)
}
