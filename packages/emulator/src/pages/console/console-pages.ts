/** Every page of the console. Those with a name are its tabs, in this order. */
import type { ConsoleEntry } from './console-page.ts'
import { showClockPage } from './show-clock.ts'
import { showKeys } from './show-keys.ts'
import { showMails } from './show-mails.ts'
import { showOrganization } from './show-organization.ts'
import { showOrganizations } from './show-organizations.ts'
import { showRequests } from './show-requests.ts'
import { showStart } from './show-start.ts'
import { showTrouble } from './show-trouble.ts'
import { showUser } from './show-user.ts'
import { showUsers } from './show-users.ts'
import { showWebhookMessage } from './show-webhook-message.ts'
import { showWebhooks } from './show-webhooks.ts'

/** Where the console begins. */
export const CONSOLE_START = '/__emu'

export const consolePages: readonly ConsoleEntry[] = [
  { path: CONSOLE_START, tab: 'Start', show: showStart },
  { path: '/__emu/console/requests', tab: 'Requests', show: showRequests },
  { path: '/__emu/console/mails', tab: 'E-mail codes', show: showMails },
  { path: '/__emu/console/webhooks', tab: 'Webhooks', show: showWebhooks },
  { path: '/__emu/console/webhooks/:id', tab: null, show: showWebhookMessage },
  { path: '/__emu/console/users', tab: 'Users', show: showUsers },
  { path: '/__emu/console/users/:id', tab: null, show: showUser },
  { path: '/__emu/console/organizations', tab: 'Organizations', show: showOrganizations },
  { path: '/__emu/console/organizations/:id', tab: null, show: showOrganization },
  { path: '/__emu/console/keys', tab: 'Keys', show: showKeys },
  { path: '/__emu/console/clock', tab: 'Clock', show: showClockPage },
  { path: '/__emu/console/trouble', tab: 'Trouble', show: showTrouble },
]
