/**
 * Every endpoint, in tables that say what a request needs to be answered: its method and path, who asks, what becomes of any other method,
 * who may call, which body is read.
 */
import type { Route } from './http/route.ts'
import { consoleRoutes } from './routes/console-routes.ts'
import { instanceRoutes } from './routes/instance-routes.ts'
import { machineRoutes } from './routes/machine-routes.ts'
import { meRoutes } from './routes/me-routes.ts'
import { myKeyRoutes } from './routes/my-key-routes.ts'
import { myOrganizationRoutes } from './routes/my-organization-routes.ts'
import { npmRoutes } from './routes/npm-routes.ts'
import { oauthRoutes } from './routes/oauth-routes.ts'
import { organizationRoutes } from './routes/organization-routes.ts'
import { pageRoutes } from './routes/page-routes.ts'
import { roleRoutes } from './routes/role-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'
import { userRoutes } from './routes/user-routes.ts'
import { visitRoutes } from './routes/visit-routes.ts'
import { webhookRoutes } from './routes/webhook-routes.ts'

/** What browsers ask: the Frontend API. */
export const frontendRoutes: readonly Route[] = [...visitRoutes, ...meRoutes, ...myOrganizationRoutes, ...myKeyRoutes]

/** What servers ask: the Backend API. */
export const backendRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...machineRoutes,
  ...instanceRoutes,
  ...userRoutes,
  ...organizationRoutes,
  ...webhookRoutes,
  ...roleRoutes,
]

const elsewhere: readonly Route[] = [...npmRoutes, ...oauthRoutes, ...pageRoutes, ...consoleRoutes]

/** Every row. The first that fits answers. */
export const routes: readonly Route[] = [...frontendRoutes, ...backendRoutes, ...elsewhere]

/** The same for a server, where the Backend API has some paths in common with the Frontend API. */
export const routesForServers: readonly Route[] = [...backendRoutes, ...frontendRoutes, ...elsewhere]
