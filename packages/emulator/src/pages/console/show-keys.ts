/** Everything that proves something: the instance's keys, machines, clients, API keys, tokens; and the lines for applications. */
import { toEnvBlocks } from '../../env-lines.ts'
import type { Instance } from '../../instance.ts'
import { html, type Html } from '../html.ts'
import { showText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { showButton, showCard, showCopyable, showFacts, showLines, showTable } from './parts.ts'
import { showTokens } from './show-tokens.ts'

export function showKeys(page: ConsolePage): ConsoleView {
  const { instance, address } = page
  return {
    title: 'Keys',
    isLive: true,
    body: [
      html`<div class="grid">
        ${showCard('This instance', showInstance(instance))}
        ${showCard('Signing key', showSigningKey(instance, address))}
      </div>`,
      html`<section class="card" id="lines">
        <h2>Lines for your application</h2>
        ${showEnvLines(instance)}
      </section>`,
      showCard('Machines and OAuth clients', showMachines(instance), 'machines'),
      ...showTokens(page),
    ],
  }
}

function showInstance({ place, settings }: Instance): Html {
  return showFacts([
    ['Publishable key', showCopyable('publishable key', place.publishableKey())],
    ['Secret key', showCopyable('secret key', settings.secretKey)],
    ['Address', showCopyable('address', place.url())],
    ['Key set', html`<a href="/.well-known/jwks.json">/.well-known/jwks.json</a>`],
  ])
}

function showSigningKey({ keyring }: Instance, back: string): Html {
  const rotate = (label: string, keepOld: string): Html =>
    showButton({ action: 'keys/rotate', back, label, fields: { keepOld } })
  return html`${showFacts([
      ['Key id', showCopyable('key id', keyring.kid())],
      ['Public key (jwtKey)', showCopyable('jwtKey', keyring.pem())],
    ])}
    <div class="actions row tight">${rotate('Rotate', 'true')} ${rotate('Rotate and drop the old one', 'false')}</div>`
}

function showEnvLines({ place, settings }: Instance): readonly Html[] {
  const facts = { publishableKey: place.publishableKey(), secretKey: settings.secretKey, url: place.url() }
  return toEnvBlocks(facts).map(
    ({ title, lines, code }, at) =>
      html`<details${at === 0 && html` open`}>
        <summary>${title}</summary>
        ${showLines(`lines for .env: ${title}`, lines)} ${code.length > 0 && showLines(`lines for the code: ${title}`, code)}
      </details>`,
  )
}

/** Shows secrets to copy. They protect nothing. */
function showMachines({ store }: Instance): Html {
  const machines = store
    .list('machines')
    .map(({ id, name, scopes, secretKey }) => [
      html`Machine ${showText(name)}`,
      html`<code>${id}</code>`,
      scopes.join(', '),
      showCopyable(`secret key of ${name}`, secretKey),
    ])
  const clients = store
    .list('oauthApplications')
    .map(({ id, name, clientSecret }) => [
      html`OAuth client ${showText(name)}`,
      showCopyable(`client id of ${name}`, id),
      clientSecret === null ? 'public' : 'confidential',
      clientSecret !== null && showCopyable(`secret of ${name}`, clientSecret),
    ])
  return showTable('Machines and OAuth clients', ['What', 'Id', 'For', 'Secret'], [...machines, ...clients])
}
