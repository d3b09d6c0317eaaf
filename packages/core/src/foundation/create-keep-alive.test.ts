import { describe, expect, it } from 'vitest'
import { createKeepAlive } from './create-keep-alive.ts'

const work = Promise.resolve()

/** A context that notes when it is told. */
function createContext(name: string, told: string[]): () => void {
  return () => void told.push(name)
}

describe('createKeepAlive', () => {
  it('tells a request that is under way, not a later one that has ended', () => {
    const told: string[] = []
    const { begin, waitUntil } = createKeepAlive()
    const end = begin(createContext('long', told))
    begin(createContext('short', told))()
    waitUntil(work)
    end()
    expect(told).toEqual(['long'])
  })

  it('tells the latest of several', () => {
    const told: string[] = []
    const { begin, waitUntil } = createKeepAlive()
    const ends = [begin(createContext('first', told)), begin(createContext('second', told))]
    waitUntil(work)
    for (const end of ends) end()
    expect(told).toEqual(['second'])
  })

  it('tells the latest there was, when all have ended', () => {
    const told: string[] = []
    const { begin, waitUntil } = createKeepAlive()
    begin(createContext('first', told))()
    begin(createContext('second', told))()
    begin(null)()
    waitUntil(work)
    expect(told).toEqual(['second'])
  })

  it('of a middleware that was made for one request tells whoever is under way in the process (in-use 24)', () => {
    const told: string[] = []
    const first = createKeepAlive()
    first.begin(createContext('first', told))()
    const end = createKeepAlive().begin(createContext('second', told))
    first.waitUntil(work)
    end()
    expect(told).toEqual(['second'])
  })

  it('does nothing where the platform has no contexts', () => {
    const { begin, waitUntil } = createKeepAlive()
    begin(null)
    expect(() => waitUntil(work)).not.toThrow()
  })
})
