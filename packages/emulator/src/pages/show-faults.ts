/** The console's levers: time, outage, keys, handshake form, failing calls, reset. */
import type { PlannedFailure } from '../control/create-faults.ts'
import type { Instance } from '../instance.ts'
import { html, type Html } from './html.ts'

const MINUTE_MS = 60_000

export function showFaults(instance: Instance): readonly Html[] {
  return [showClock(instance), showProvider(instance), showFailures(instance)]
}

function showClock({ clock }: Instance): Html {
  const offsetSec = Math.round(clock.offsetMs() / 1000)
  const step = (label: string, ms: number): Html =>
    html`<button class="quiet" name="advanceMs" value="${ms}">${label}</button>`
  return html`<section class="card">
    <h2>Clock</h2>
    <p>
      <code>${new Date(clock.nowMs()).toISOString()}</code>
      <span class="tag">${offsetSec === 0 ? 'real time' : `${offsetSec > 0 ? '+' : ''}${offsetSec} s`}</span>
    </p>
    <form method="post" action="/__emu/clock">
      <div class="row">
        ${step('−1 min', -MINUTE_MS)} ${step('+1 min', MINUTE_MS)} ${step('+1 h', 60 * MINUTE_MS)}
        ${step('+8 d', 8 * 1440 * MINUTE_MS)}
      </div>
    </form>
    <form method="post" action="/__emu/clock">
      <div class="row actions">
        ${['freeze', 'resume', 'reset'].map((move) => html`<button class="quiet" name="move" value="${move}">${move}</button>`)}
      </div>
    </form>
  </section>`
}

function showProvider({ faults }: Instance): Html {
  const { outage, keysDelayMs, handshakeForm } = faults.read()
  const choice = (name: string, value: string, isNow: boolean): Html =>
    html`<button class="quiet" name="${name}" value="${value}" aria-pressed="${isNow ? 'true' : 'false'}">
      ${value}${isNow ? ' ✓' : ''}
    </button>`
  return html`<section class="card">
    <h2>Provider</h2>
    <form method="post" action="/__emu/outage">
      <fieldset class="bare">
        <legend>Outage</legend>
        <div class="row">
          ${['off', 'http', 'network'].map((value) => choice('outage', value, (outage ?? 'off') === value))}
        </div>
      </fieldset>
    </form>
    <form method="post" action="/__emu/handshake-form">
      <fieldset class="bare">
        <legend>Handshake form</legend>
        <div class="row">
          ${['auto', 'token', 'nonce'].map((value) => choice('form', value, handshakeForm === value))}
        </div>
      </fieldset>
    </form>
    <form method="post" action="/__emu/keys/delay">
      <label for="delay">Delay of the key set, in ms</label>
      <div class="row">
        <input id="delay" name="ms" type="number" min="0" max="3600000" value="${keysDelayMs}" /><button class="quiet">
          Set
        </button>
      </div>
    </form>
    <form method="post" action="/__emu/keys/rotate">
      <div class="row actions">
        <button class="quiet" name="keepOld" value="true">Rotate key</button>
        <button class="quiet" name="keepOld" value="false">Rotate, drop old</button>
      </div>
    </form>
  </section>`
}

function showFailures({ faults }: Instance): Html {
  const { failures } = faults.read()
  return html`<section class="card">
    <h2>Failing calls</h2>
    <form method="post" action="/__emu/fail">
      <div class="row">
        <div>
          <label for="fail-count">Calls</label
          ><input id="fail-count" name="count" type="number" min="1" max="1000000" value="1" />
        </div>
        <div>
          <label for="fail-status">Status</label
          ><input id="fail-status" name="status" type="number" min="400" max="599" value="500" />
        </div>
      </div>
      <label for="fail-path">Paths that begin with</label>
      <input id="fail-path" name="pathPrefix" pattern="/.*" title="A path that begins with /" value="/" />
      <div class="actions"><button class="quiet">Fail the next calls</button></div>
    </form>
    ${failures.length === 0 ? null : showPlanned(failures)}
    <form method="post" action="/__emu/reset">
      <div class="actions"><button class="quiet">Reset everything to the seed</button></div>
    </form>
  </section>`
}

function showPlanned(failures: readonly PlannedFailure[]): Html {
  return html`<div class="actions">
      <ul class="plain small">
        ${failures.map(({ count, status, pathPrefix }) => html`<li>${count} × ${status} on <code>${pathPrefix}…</code></li>`)}
      </ul>
    </div>
    <form method="post" action="/__emu/fail/clear">
      <div class="actions"><button class="quiet">Clear planned failures</button></div>
    </form>`
}
