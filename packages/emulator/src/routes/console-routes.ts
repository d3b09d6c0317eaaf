/** The console, and one row for each of its actions. */
import { actions } from '../control/actions.ts'
import { answerAction, answerRequests, answerState, answerTroubleList } from '../control/answer-action.ts'
import { answerHealth } from '../control/answer-health.ts'
import { answerRoutes } from '../control/answer-routes.ts'
import { answerWebhooks } from '../webhooks/answer-webhooks.ts'
import { answerConsole } from '../pages/console/answer-console.ts'
import { answerRecordForm } from '../pages/console/answer-record-form.ts'
import { consolePages } from '../pages/console/console-pages.ts'
import { row, type Route } from '../http/route.ts'

/** The console. */
export const consoleRoutes: readonly Route[] = [
  ...consolePages.map((page) =>
    row('GET', page.path, 'console', page.path === '/__emu' ? 404 : 405, 'anyone', 'none', (call) =>
      answerConsole(call, page),
    ),
  ),
  ...['users', 'users/:id', 'organizations', 'organizations/:id'].map((page) =>
    row('POST', `/__emu/console/${page}`, 'console', 405, 'console', 'fields', answerRecordForm),
  ),
  row('GET', '/__emu/health', 'console', 404, 'anyone', 'none', answerHealth),
  row('GET', '/__emu/routes', 'console', 404, 'anyone', 'none', answerRoutes),
  row('GET', '/__emu/state', 'console', 404, 'anyone', 'none', answerState),
  row('GET', '/__emu/requests', 'console', 404, 'anyone', 'none', answerRequests),
  row('GET', '/__emu/trouble', 'console', 404, 'anyone', 'none', answerTroubleList),
  row('GET', '/__emu/webhooks', 'console', 404, 'anyone', 'none', answerWebhooks),
  ...[...actions.keys()].map((name) =>
    row('POST', `/__emu/${name}`, 'console', 405, 'console', 'either', answerAction),
  ),
]
