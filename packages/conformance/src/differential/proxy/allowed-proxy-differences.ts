/** Where the proxies of the Frontend API knowingly differ. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import type { ProxyAnswer } from './proxy-outcome.ts'
import type { ProxyCase } from './requests.ts'

type ProxyDifference = Difference<ProxyCase, ProxyAnswer>

/** The vendor's answer, with these headers of the question as ours asks them. */
const asking = (vendor: ProxyAnswer, ours: ProxyAnswer, ...names: readonly string[]): ProxyAnswer => {
  const changed = names.map((name) => [`header ${name}`, ours.asked?.[`header ${name}`]] as const)
  const asked = Object.entries({ ...vendor.asked, ...Object.fromEntries(changed) })
  const given = asked.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))
  return { ...vendor, asked: Object.fromEntries(given) }
}
const PROXIED = ['behind a proxy, host only', 'behind a proxy, proto only', 'behind two proxies', 'an odd scheme']

export const allowedProxyDifferences: readonly ProxyDifference[] = [
  {
    decision: 'D1',
    row: 'the Frontend API proxy behind another proxy',
    why: 'the public origin is read as everywhere else, and told in one form',
    explain: ({ name }, vendor, ours) =>
      PROXIED.includes(name) ? asking(vendor, ours, 'clerk-proxy-url', 'x-forwarded-host', 'x-forwarded-proto') : null,
  },
  {
    decision: '032',
    row: 'the Frontend API proxy, and the address of a client',
    why: 'a client names its own address only where the platform vouches for it',
    explain: ({ name }, vendor, ours) =>
      name.startsWith('an address') ? asking(vendor, ours, 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip') : null,
  },
  {
    decision: 'D10',
    row: 'the Frontend API proxy, and cookies of the application',
    why: 'only cookies of the protocol travel, and no bearer of the application',
    explain: ({ name }, vendor, ours) =>
      name === 'cookies of the application' || name === 'a bearer'
        ? asking(vendor, ours, 'cookie', 'authorization')
        : null,
  },
  {
    decision: 'D9',
    row: 'the Frontend API proxy, and cookies of the application',
    why: 'nor does the Frontend API set others',
    explain: ({ answer }, vendor) =>
      answer === 'a foreign cookie'
        ? { ...vendor, setCookies: vendor.setCookies.filter((line) => line.startsWith('__')) }
        : null,
  },
]
