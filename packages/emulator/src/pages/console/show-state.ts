/** The line above every page of the console: where, when, and what is wrong on purpose. */
import type { Instance } from '../../instance.ts'
import { html, type Html } from '../html.ts'
import { toMoment } from './parts.ts'

export function showState(instance: Instance): Html {
  const { settings, place, clock, faults } = instance
  const { outage, trouble } = faults.read()
  const count = trouble.length + (outage === null ? 0 : 1)
  return html`<code>${place.url()}</code>
    <span class="tag">${settings.instanceType}</span>
    <a href="/__emu/console/clock">${toMoment(clock.nowMs())}</a>
    <span class="tag">${toPace(instance)}</span>
    ${count > 0 && html`<a href="/__emu/console/trouble">${count === 1 ? '1 trouble' : `${count} troubles`}</a>`}`
}

/** How the clock goes. */
export function toPace({ clock }: Instance): string {
  const offsetSec = Math.round(clock.offsetMs() / 1000)
  if (clock.isFrozen()) return 'stands still'
  return offsetSec === 0 ? 'real time' : `${offsetSec > 0 ? '+' : '−'}${Math.abs(offsetSec)} s`
}
