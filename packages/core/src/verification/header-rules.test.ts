import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { m2mHeaderRules, oauthHeaderRules, sessionHeaderRules, type HeaderFacts } from './header-rules.ts'
import {
  M2M_CATEGORY,
  NEUTRAL_CATEGORY,
  OAUTH_TOKEN_TYPES,
  SESSION_CATEGORY,
  TEMPLATE_CATEGORY,
} from '../wire/claims.ts'

type Header = HeaderFacts['header']

const all = toProduct<{ header: Header; types: readonly string[] }>({
  header: toProduct<Header>({
    alg: ['RS256', 'RS512', 'HS256', undefined],
    typ: ['JWT', 'at+jwt', 'x', undefined],
    cat: [undefined, SESSION_CATEGORY, NEUTRAL_CATEGORY, TEMPLATE_CATEGORY, M2M_CATEGORY, 'x', 7],
    kid: ['ins_main'],
  }).flatMap((header) => [header, { ...header, crit: [] }, { ...header, b64: true }]),
  types: [[], OAUTH_TOKEN_TYPES],
})
const session: HeaderFacts = { header: { alg: 'RS256', typ: 'JWT' }, types: [] }
const oauth: HeaderFacts = { header: { alg: 'RS256', typ: 'at+jwt' }, types: OAUTH_TOKEN_TYPES }

const of = (header: Header): Partial<HeaderFacts> => ({ header })
/** Wrong in whatever stands below. */
const extended = [
  of({ alg: 'none', typ: 'x', cat: TEMPLATE_CATEGORY, crit: [] }),
  of({ alg: 'none', typ: 'x', cat: TEMPLATE_CATEGORY, b64: undefined }),
]
const anotherType = [of({ alg: 'none', typ: 'x' }), of({ alg: 'none', typ: 7 })]

describeTable(
  'sessionHeaderRules',
  sessionHeaderRules,
  session,
  {
    'header-extends': extended,
    'category-of-no-session': [
      of({ alg: 'none', typ: 'x', cat: TEMPLATE_CATEGORY }),
      of({ alg: 'none', typ: 'x', cat: M2M_CATEGORY }),
      of({ alg: 'none', typ: 'x', cat: null }),
    ],
    'type-is-another': [...anotherType, { header: { alg: 'none' }, types: ['JWT'] }],
    'algorithm-is-another': [of({ alg: 'none' }), of({})],
    'header-holds': [{}, of({ alg: 'RS384', cat: NEUTRAL_CATEGORY }), { ...oauth }],
  } satisfies Cases<HeaderFacts>,
  all,
)

describeTable(
  'm2mHeaderRules',
  m2mHeaderRules,
  session,
  {
    'header-extends': extended,
    'category-of-no-machine': [
      of({ alg: 'none', typ: 'x', cat: SESSION_CATEGORY }),
      of({ alg: 'none', typ: 'x', cat: NEUTRAL_CATEGORY }),
    ],
    'machine-type-is-another': anotherType,
    'algorithm-is-another': [of({ alg: 'none' }), of({})],
    'header-holds': [{}, of({ alg: 'RS512', cat: M2M_CATEGORY })],
  } satisfies Cases<HeaderFacts>,
  all,
)

describeTable(
  'oauthHeaderRules',
  oauthHeaderRules,
  oauth,
  {
    'header-extends': extended,
    'category-of-another-class': [
      of({ alg: 'none', typ: 'x', cat: SESSION_CATEGORY }),
      of({ alg: 'none', typ: 'x', cat: M2M_CATEGORY }),
    ],
    'machine-type-is-another': [...anotherType, of({ alg: 'none', typ: 'JWT' }), of({ alg: 'none' })],
    'algorithm-is-another': [of({ alg: 'none', typ: 'at+jwt' })],
    'header-holds': [{}, of({ alg: 'RS256', typ: 'application/at+jwt', cat: 'x' })],
  } satisfies Cases<HeaderFacts>,
  all,
)
