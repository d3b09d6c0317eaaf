/** Where the console begins: the instance, what happened last, and where to go. */
import type { Instance } from '../../instance.ts'
import { html, type Html } from '../html.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { BACK_FIELD, showButton, showCard, showCopyable, showFacts, showHidden, showSelect } from './parts.ts'
import { showMailTable } from './show-mails.ts'
import { showRequestTable } from './show-requests.ts'

const MAX_REQUESTS = 8
const MAX_MAILS = 3

export function showStart(page: ConsolePage): ConsoleView {
  const { instance, address } = page
  return {
    title: 'Start',
    isLive: true,
    actions: showButton({
      action: 'reset',
      back: address,
      label: 'Reset everything',
      about: 'Reset everything to the seed',
      isDangerous: true,
    }),
    body: [
      html`<div class="grid">
        ${showCard('This instance', showInstance(instance))} ${showCard('Mint', showMint(instance, address))}
      </div>`,
      showCard(
        'The newest mail',
        showMailTable(instance, instance.store.list('mails').toReversed().slice(0, MAX_MAILS), 'No mail yet.'),
        'last-mails',
      ),
      showCard(
        'What was asked last',
        showRequestTable(
          instance.journal.list().toReversed().slice(0, MAX_REQUESTS),
          'Nobody has asked anything yet. The lines for your application stand under Keys.',
        ),
        'last-requests',
      ),
    ],
  }
}

function showInstance({ place, settings, store }: Instance): Html {
  const count = (what: string, path: string, amount: number) =>
    html`<a href="/__emu/console/${path}">${amount} ${what}</a>`
  return html`${showFacts([
      ['Address', showCopyable('address', place.url())],
      ['Publishable key', showCopyable('publishable key', place.publishableKey())],
      ['Secret key', showCopyable('secret key', settings.secretKey)],
      [
        'Who is here',
        html`${count('users', 'users', store.list('users').length)},
        ${count('organizations', 'organizations', store.list('organizations').length)}`,
      ],
    ])}
    <p class="below">
      <a href="/__emu/console/keys#lines">Lines for your application</a> · <a href="/sign-in">Sign in here</a>
    </p>`
}

function showMint({ store }: Instance, back: string): Html {
  const users = store.list('users').map(({ id, email }) => [id, email === '' ? id : email] as const)
  const organizations = store.list('organizations').map(({ id, name }) => [id, name] as const)
  const machines = store.list('machines').map(({ id, name }) => [id, name] as const)
  return html`<form method="post" action="/__emu/mint/session">
      ${showHidden({ [BACK_FIELD]: back })}
      <div class="fields">
        ${showSelect({ id: 'mint-user', name: 'user', label: 'User' }, users)}
        ${showSelect({ id: 'mint-org', name: 'org', label: 'Organization' }, [['', 'as after signing in'], ...organizations])}
      </div>
      <div class="row actions">
        <button type="submit">Session</button>
        <button class="quiet" type="submit" formaction="/__emu/mint/api-key">API key</button>
        <button class="quiet" type="submit" formaction="/__emu/mint/oauth-token">OAuth token</button>
      </div>
      <p class="below">
        An API key is the organization’s if one is chosen, else the user’s. OAuth tokens are the user’s.
      </p>
    </form>
    ${
      machines.length > 0 &&
      html`<form method="post" action="/__emu/mint/m2m-token">
        ${showHidden({ [BACK_FIELD]: back })}
        <div class="fields">
          ${showSelect({ id: 'mint-machine', name: 'machine', label: 'Machine' }, machines)}
          <div><button class="quiet" type="submit">M2M token</button></div>
        </div>
      </form>`
    }`
}
