/** `/v1/environment`: what the script may expect of the instance, and the switches that its prompts in development turn. */
import { answerError, answerFieldError, answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toEnvironment } from '../objects/to-environment.ts'
import { changeInstanceSettings } from '../state/instance-settings.ts'
import { answerResponse } from './envelope.ts'
import { findPages } from './find-pages.ts'

/** `GET` and `PATCH /v1/environment`. A PATCH only says that somebody looks: nothing of it is changed. */
export function answerEnvironment(call: Call): Response {
  const environment = toEnvironment(call.instance, findPages(call))
  // The script reads a GET without an envelope, and takes one from a PATCH.
  return call.method === 'GET' ? answerJson(environment) : answerResponse(environment)
}

/** `PATCH /v1/dev_tools/enable_environment_setting`: a developer follows a prompt of the script. */
export function answerEnableSetting(call: Call, _caller: null, form: URLSearchParams): Response {
  if (call.instance.settings.isProduction)
    return answerError(403, 'not_allowed_in_production', 'Settings are not changed from pages in production.')
  const wanted = form.get('enable_organizations')
  if (wanted === null)
    return answerFieldError(422, 'form_param_missing', 'enable_organizations is missing.', 'enable_organizations')
  const personal = form.get('organization_allow_personal_accounts')
  changeInstanceSettings(call.instance.store, {
    hasOrganizations: wanted === 'true',
    ...(personal !== null && personal !== '' && { forcesOrganization: personal === 'false' }),
  })
  call.note(`organizations switched ${wanted === 'true' ? 'on' : 'off'}`)
  return answerEnvironment(call)
}
