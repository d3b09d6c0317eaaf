/** What people see. */
import { answerImage } from '../pages/answer-image.ts'
import { answerOrgSwitch } from '../pages/answer-org-switch.ts'
import { answerCreateOrganization, answerCreateOrganizationPage } from '../pages/create-organization.ts'
import { answerSignIn, answerSignInPage } from '../pages/sign-in.ts'
import { answerSignOut, answerSignOutPage } from '../pages/sign-out.ts'
import { answerSignUp, answerSignUpPage } from '../pages/sign-up.ts'
import { answerTask, answerTasksPage } from '../pages/tasks.ts'
import { answerCreateOwnKey, answerRevokeOwnKey, answerSignOutEverywhere, answerUserPage } from '../pages/user.ts'
import { row, type Route } from '../http/route.ts'

/** Pages of the account portal. */
export const pageRoutes: readonly Route[] = [
  row('GET', '/sign-in', 'page', 405, 'visitor', 'fields', answerSignInPage),
  row('GET', '/sign-in/create', 'page', 405, 'visitor', 'fields', answerSignUpPage),
  row('POST', '/sign-in/create', 'page', 405, 'visitor', 'fields', answerSignUp),
  row('POST', '/sign-in', 'page', 405, 'visitor', 'fields', answerSignIn),
  row('GET', '/sign-up', 'page', 405, 'visitor', 'fields', answerSignUpPage),
  row('POST', '/sign-up', 'page', 405, 'visitor', 'fields', answerSignUp),
  row('GET', '/sign-in/tasks', 'page', 405, 'person', 'fields', answerTasksPage),
  row('GET', '/sign-up/tasks', 'page', 405, 'person', 'fields', answerTasksPage),
  row('POST', '/sign-in/tasks', 'page', 405, 'visitor', 'fields', answerTask),
  row('POST', '/sign-up/tasks', 'page', 405, 'visitor', 'fields', answerTask),
  row('GET', '/sign-out', 'page', 405, 'visitor', 'fields', answerSignOutPage),
  row('POST', '/sign-out', 'page', 405, 'visitor', 'fields', answerSignOut),
  row('GET POST', '/org-switch', 'page', 405, 'person', 'fields', answerOrgSwitch),
  row('GET', '/create-organization', 'page', 405, 'person', 'fields', answerCreateOrganizationPage),
  row('POST', '/create-organization', 'page', 405, 'person-here', 'fields', answerCreateOrganization),
  row('GET', '/', 'page', 405, 'visitor', 'fields', answerUserPage),
  row('GET', '/user', 'page', 405, 'visitor', 'fields', answerUserPage),
  row('GET', '/organization', 'page', 405, 'visitor', 'fields', answerUserPage),
  row('POST', '/user/api-keys', 'page', 405, 'person-here', 'fields', answerCreateOwnKey),
  row('POST', '/user/api-keys/revoke', 'page', 405, 'person-here', 'fields', answerRevokeOwnKey),
  row('POST', '/user/sign-out-everywhere', 'page', 405, 'person-here', 'fields', answerSignOutEverywhere),
  row('GET', '/images/:id', 'asset', 405, 'anyone', 'none', answerImage),
]
