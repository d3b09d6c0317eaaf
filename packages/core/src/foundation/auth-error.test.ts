import { describe, expect, it, vi } from 'vitest'
import { AuthError } from './auth-error.ts'
import { toPorts } from './ports.ts'

describe('AuthError', () => {
  it('names the place that explains it, which needs no network', () => {
    const { message } = new AuthError('ERR_AUTH_OPTION_INVALID', 'The option domain is odd.')
    expect(message).toBe(
      'ERR_AUTH_OPTION_INVALID: The option domain is odd. (node_modules/@postern/core/errors.md#err_auth_option_invalid)',
    )
  })

  it('names no file where a client may be answered with the message', () => {
    const { message } = new AuthError('ERR_AUTH_URL_AMBIGUOUS', 'Two readings.', { status: 400 })
    expect(message).toBe('ERR_AUTH_URL_AMBIGUOUS: Two readings.')
  })
})

describe('the log of the platform', () => {
  const print = (level: 'warn' | 'error' | 'debug', event: string, message: string): string => {
    const told = vi.spyOn(console, level === 'debug' ? 'log' : level).mockImplementation(() => {})
    toPorts({}).log({ level, event, message })
    const line = told.mock.calls.join()
    told.mockRestore()
    return line
  }

  it('names the place that explains a warning', () => {
    expect(print('warn', 'clock-skew', 'Late.')).toBe(
      '[postern] clock-skew: Late. (node_modules/@postern/core/errors.md#event-clock-skew)',
    )
  })

  it('names it once where the message does', () => {
    const { message } = new AuthError('ERR_AUTH_CSP_INVALID', 'Odd.')
    expect(print('error', 'mistake', message)).toBe(`[postern] mistake: ${message}`)
  })

  it('keeps debug lines short', () => {
    expect(print('debug', 'decision', 'GET /')).toBe('[postern] decision: GET /')
  })
})
