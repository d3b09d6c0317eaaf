/**
 * Backend-client room. The provider's JSON → what the client gives. Pure.
 *
 * Names become camelCase, and nothing else changes: fields that this version does not know are there too.
 */
import { isRecord } from '../provider/identity-provider.ts'

type Fields = Readonly<Record<string, unknown>>

/** What lies below these is the application's, names and all. */
const OPAQUE: readonly string[] = ['public_metadata', 'private_metadata', 'unsafe_metadata', 'claims', 'actor']

/** An answer as the methods give it: an object, a list, `{ data, totalCount }`, a number for a count, undefined where there is none. */
export function toClientAnswer(body: unknown): unknown {
  if (!isRecord(body)) return Array.isArray(body) ? body.map(toClientAnswer) : undefined
  const list = body['data'] ?? body['m2m_tokens']
  if (Array.isArray(list)) return { data: list.map(toClientAnswer), totalCount: body['total_count'] }
  if (body['object'] === 'total_count') return body['total_count']
  return toObject(body)
}

function toObject(fields: Fields): Fields {
  const pairs = Object.entries(fields).map(([name, value]) => [
    toCamelName(name),
    OPAQUE.includes(name) ? value : toValue(value),
  ])
  const object: Fields = Object.fromEntries(pairs)
  return fields['object'] === 'user' ? { ...object, ...toUserViews(object) } : object
}

function toValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toValue)
  return isRecord(value) ? toObject(value) : value
}

function toCamelName(name: string): string {
  return name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
}

/** What the vendor's class for people adds. */
function toUserViews(user: Fields): Fields {
  const find = (list: string, id: string): unknown => {
    const all: unknown = user[list]
    return (Array.isArray(all) ? all : []).find((one: unknown) => isRecord(one) && one['id'] === user[id]) ?? null
  }
  const names = [user['firstName'], user['lastName']].filter((name) => typeof name === 'string' && name !== '')
  return {
    fullName: names.join(' ').trim() || null,
    primaryEmailAddress: find('emailAddresses', 'primaryEmailAddressId'),
    primaryPhoneNumber: find('phoneNumbers', 'primaryPhoneNumberId'),
    primaryWeb3Wallet: find('web3Wallets', 'primaryWeb3WalletId'),
  }
}
