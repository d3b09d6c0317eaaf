import { describe, expect, it } from 'vitest'
import { toPage } from './paging.ts'

const records = [3, 1, 2].map((age) => ({ age, name: age === 2 ? null : `n${age}` }))
const orders = { age: (one: { age: number }) => one.age, name: (one: { name: string | null }) => one.name }
const read = (query: string) => {
  const page = toPage(new URLSearchParams(query), records, orders, '-age')
  return page instanceof Response ? page.status : page.map(({ age }) => age)
}

describe('toPage', () => {
  it.each([
    ['', [3, 2, 1]],
    ['order_by=age', [1, 2, 3]],
    ['order_by=%2Bage', [1, 2, 3]],
    ['order_by=-age&limit=1&offset=1', [2]],
    ['order_by=name', [2, 1, 3]],
    ['offset=9', []],
  ])('reads %j', (query, ages) => {
    expect(read(query)).toEqual(ages)
  })

  it.each(['limit=0', 'limit=501', 'limit=x', 'limit=1.5', 'offset=-1', 'order_by=secret', 'order_by=constructor'])(
    'refuses %j',
    (query) => {
      expect(read(query)).toBe(422)
    },
  )
})
