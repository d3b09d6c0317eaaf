/** A page that mounts the component that its query names. */
import { toScriptPage } from '../world/to-script-page.ts'
import type { World } from '../world/start-world.ts'

const MOUNT = `<div id="place"></div><script>
window.Clerk.load().then(() => {
  const name = new URLSearchParams(location.search).get('show')
  if (name !== null) window.Clerk['mount' + name](document.querySelector('#place'), { routing: 'hash' })
})
</script>`

/** @param version As applications write it in the path. */
export function toMountPage(version: string) {
  const page = toScriptPage(version)
  return (world: Pick<World, 'emulator' | 'frontendApi'>): string => page(world).replace('</html>', `${MOUNT}</html>`)
}
