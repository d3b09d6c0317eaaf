/** Which policy is asked under which router of Hono, and how its path is given to it. Pure. */
import { POLICIES } from './policies.ts'
import { HONO_MAKERS } from './to-hono-proof.ts'

const ROUTES = { name: 'protect() of routes', style: 'segment', kind: 'protected' } as const
const ASKINGS = [
  ...POLICIES.map((policy) => ({ name: policy.name, policy, asking: policy })),
  { name: ROUTES.name, policy: ROUTES, asking: 'routes' as const },
]
/** What asks in the ways of giving a path that are no default: one of each form. */
const FEW: readonly string[] = ['segment protected', 'star public', ROUTES.name]

export const HONO_ROWS = Object.entries(HONO_MAKERS).flatMap(([name, maker]) =>
  ASKINGS.filter((asking) => maker.isDefault === true || FEW.includes(asking.name)).map((asking) => ({
    ...asking,
    maker,
    title: `${name}: ${asking.name}`,
  })),
)
