/** A page that loads the provider's script and nothing else. */
import type { World } from './start-world.ts'

interface ScriptPageOptions {
  /** Whether the page starts the script itself, as an application does. Default: no. */
  readonly isLoaded?: boolean
}

/** @param version As applications write it in the path: a major number, or an exact version. */
export function toScriptPage(version: string, { isLoaded = false }: ScriptPageOptions = {}) {
  return ({ emulator, frontendApi }: Pick<World, 'emulator' | 'frontendApi'>): string => {
    const script = `${frontendApi}/npm/@clerk/clerk-js@${version}/dist/clerk.browser.js`
    const facts = `data-clerk-publishable-key="${emulator.publishableKey}" data-clerk-proxy-url="${frontendApi}"`
    return `<!doctype html>
<html lang="en">
  <title>Script</title>
  <link rel="icon" href="data:," />
  <script crossorigin="anonymous" ${facts} src="${script}"></script>
  ${isLoaded ? '<script>window.Clerk.load()</script>' : ''}
</html>`
  }
}
