/** Answer + expectation → both in one form, for a test to compare. Pure. */
import type { Expected } from './case.ts'
import type { Answer } from './describe-answer.ts'
import type { Adapter } from './run-cases.ts'

export interface Judged {
  readonly actual: Readonly<Record<string, unknown>>
  readonly wanted: Readonly<Record<string, unknown>>
}

/** The reason of machine tokens that nobody asked for. Hono verifies them before anybody asks, and then knows more. @see rulings.md D11 */
const NOT_ASKED = 'token-type-mismatch'

/** Only what the expectation speaks of, and always status, location and the names of cookies. */
export function judgeAnswer(answer: Answer, expected: Expected, adapter: Adapter): Judged {
  const { headers = {}, body, location = null, setCookies = [], status } = expected
  const isTold = adapter === 'fetch' || expected.reason?.includes(NOT_ASKED) !== true
  const reason = isTold ? expected.reason : undefined
  const header = (name: string): string | null => answer.headers[name] ?? null
  const hasBody = body !== undefined
  return {
    actual: {
      status: answer.status,
      location: answer.location,
      setCookies: answer.setCookies.map((line) => line.slice(0, line.indexOf('='))),
      headers: Object.fromEntries(Object.keys(headers).map((name) => [name, header(name)])),
      ...(reason !== undefined && { reason: header('x-clerk-auth-reason') }),
      ...(hasBody && { body: typeof body === 'string' ? answer.body : readMembers(answer.body, Object.keys(body)) }),
    },
    wanted: {
      status,
      location,
      setCookies,
      headers,
      ...(reason !== undefined && { reason }),
      ...(hasBody && { body }),
    },
  }
}

function readMembers(text: string, names: readonly string[]): unknown {
  try {
    const value: Readonly<Record<string, unknown>> = JSON.parse(text)
    return Object.fromEntries(names.map((name) => [name, value[name] ?? null]))
  } catch {
    return text
  }
}
