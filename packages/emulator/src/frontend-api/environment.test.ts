import { describe, expect, it } from 'vitest'
import { createScript } from '../../test/create-script.ts'
import { createEmulator } from '../create-emulator.ts'
import type { EmulatorOptions } from '../options.ts'

const start = (options: EmulatorOptions = {}) => {
  const emulator = createEmulator({ clock: 1_790_000_000_000, ...options })
  return { emulator, ...createScript(emulator) }
}
const SETTING = '/v1/dev_tools/enable_environment_setting?_method=PATCH'

describe('answerEnvironment', () => {
  it('answers a PATCH with the environment in an envelope', async () => {
    const { response, status } = await start().call('/v1/environment?_method=PATCH', {})
    expect([status, response['object']]).toEqual([200, 'environment'])
  })

  it('shows the settings of the seed', async () => {
    const { call } = start({ seed: { settings: { hasMultipleSessions: true, passwordAtSignUp: 'off' } } })
    expect((await call('/v1/environment?_method=PATCH', {})).response).toMatchObject({
      auth_config: { single_session_mode: false },
      user_settings: { attributes: { password: { enabled: false } } },
    })
  })
})

describe('answerEnableSetting', () => {
  it('switches organizations on, with or without personal accounts', async () => {
    const { call } = start({ seed: { settings: { hasOrganizations: false } } })
    const form = { enable_organizations: 'true', organization_allow_personal_accounts: 'false' }
    const { response } = await call(SETTING, form)
    expect(response['organization_settings']).toMatchObject({ enabled: true, force_organization_selection: true })
  })

  it('says which field is missing', async () => {
    const { status, error } = await start().call(SETTING, {})
    expect([status, error.code, error.meta?.['param_name']]).toEqual([
      422,
      'form_param_missing',
      'enable_organizations',
    ])
  })

  it('changes nothing in production', async () => {
    const { call } = start({ instanceType: 'production' })
    expect((await call(SETTING, { enable_organizations: 'true' }, 'https://app.test')).status).toBe(403)
  })

  it('is undone by a reset', async () => {
    const { call, emulator } = start({ seed: {} })
    await call(SETTING, { enable_organizations: 'false' })
    emulator.control.reset()
    const { response } = await call('/v1/environment?_method=PATCH', {})
    expect(response['organization_settings']).toMatchObject({ enabled: true })
  })
})
