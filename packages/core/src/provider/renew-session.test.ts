import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { renewalProofRules, type RenewalProofs } from './renew-session.ts'

const expired: RenewalProofs = {
  secretKey: 'sk_test_secret',
  sessionToken: 'expired',
  refreshToken: 'refresh',
  isReadable: true,
  sessionId: 'sess_1',
}
const nothing: RenewalProofs = { secretKey: '', sessionToken: '', refreshToken: '', isReadable: false, sessionId: '' }

const cases: Cases<RenewalProofs> = {
  'renewal-without-secret-key': [{ secretKey: '' }, nothing, { secretKey: '', sessionId: 'sess/../x' }],
  'renewal-without-session-token': [
    { sessionToken: '' },
    { ...nothing, secretKey: 'sk_test_secret' },
    { sessionToken: '', sessionId: 'sess/../x' },
  ],
  'renewal-without-refresh-token': [
    { refreshToken: '' },
    { refreshToken: '', isReadable: false, sessionId: '' },
    { refreshToken: '', sessionId: 'sess/../x' },
  ],
  'renewal-of-unreadable-token': [
    { isReadable: false, sessionId: '' },
    { isReadable: false, sessionId: 'sess/../x' },
  ],
  'renewal-without-session-id': [{ sessionId: '' }],
  'renewal-of-odd-session-id': ['sess/../x', 'sess?x=1', 'sess 1', '.', 's'.repeat(129)].map((sessionId) => ({
    sessionId,
  })),
  'renewal-possible': [{}, { sessionId: 's' }, { sessionId: 's'.repeat(128) }],
}

describeTable(
  'renewalProofRules',
  renewalProofRules,
  expired,
  cases,
  toProduct<RenewalProofs>({
    secretKey: ['', 'sk_test_secret'],
    sessionToken: ['', 'expired'],
    refreshToken: ['', 'refresh'],
    isReadable: [true, false],
    sessionId: ['', 'sess_1', 'sess/../x'],
  }),
)
