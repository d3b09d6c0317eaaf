import { describe, expect, it } from 'vitest'
import { type Cause, causedBy, type Change, createStore, type NetChange, type Persistence } from './create-store.ts'

const role = (id: string, permissions: readonly string[] = []) => {
  const names = { name: id, description: '' }
  return { id, ...names, permissions, createdAtMs: 0, updatedAtMs: 0 }
}

/** Keeps changes in a list; may refuse one commit. */
function createRecorder(): {
  readonly persistence: Persistence
  readonly commits: (readonly Change[])[]
  refuse: boolean
} {
  const commits: (readonly Change[])[] = []
  const recorder = {
    commits,
    refuse: false,
    persistence: {
      load: () => commits.flat(),
      commit: (changes: readonly Change[]) => {
        if (recorder.refuse) throw new Error('disk full')
        commits.push(changes)
      },
      close: () => {},
    },
  }
  return recorder
}

describe('createStore', () => {
  it('undoes every change when one throws', () => {
    const store = createStore()
    store.write((tx) => tx.put('roles', role('a')))
    expect(() =>
      store.write((tx) => {
        tx.put('roles', role('a', ['x']))
        tx.put('roles', role('b'))
        tx.remove('roles', 'a')
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expect(store.list('roles')).toEqual([role('a')])
  })

  it('undoes a change that could not be kept', () => {
    const recorder = createRecorder()
    const store = createStore(recorder.persistence)
    recorder.refuse = true
    expect(() => store.write((tx) => tx.put('roles', role('a')))).toThrow('disk full')
    expect(store.isEmpty()).toBe(true)
  })

  it('hands a transaction on as one, and reads it back', () => {
    const recorder = createRecorder()
    createStore(recorder.persistence).write((tx) => {
      tx.put('roles', role('a'))
      tx.put('roles', role('b'))
      tx.remove('roles', 'a')
    })
    expect(recorder.commits).toHaveLength(1)
    expect(createStore(recorder.persistence).list('roles')).toEqual([role('b')])
  })

  it('takes a write inside of another for a part of it', () => {
    const recorder = createRecorder()
    const store = createStore(recorder.persistence)
    const inner = (id: string): void => store.write((tx) => tx.put('roles', role(id)))
    store.write(() => ['a', 'b'].forEach(inner))
    expect(recorder.commits).toHaveLength(1)
    expect(() =>
      store.write(() => {
        inner('c')
        throw new Error('stop')
      }),
    ).toThrow('stop')
    inner('d')
    expect(store.list('roles')).toEqual([role('a'), role('b'), role('d')])
    expect(recorder.commits).toHaveLength(2)
  })
})

describe('watch', () => {
  const watched = (persistence: Persistence | null = null) => {
    const store = createStore(persistence)
    const seen: (readonly NetChange[])[] = []
    const causes: Cause[] = []
    const steps: string[] = []
    store.watch({
      conclude: (tx, read, cause) => {
        steps.push('conclude')
        seen.push(read())
        causes.push(cause)
        tx.put('facts', { id: 'seen', value: seen.length })
      },
      kept: () => steps.push('kept'),
    })
    return { store, seen, causes, steps }
  }

  it('tells of one transaction once, with the first and the last state of each record', () => {
    const { store, seen } = watched()
    store.write((tx) => tx.put('roles', role('a')))
    store.write((tx) => {
      tx.put('roles', role('a', ['x']))
      store.write((inner) => inner.put('roles', role('a', ['y'])))
      tx.put('roles', role('b'))
    })
    expect(seen[1]).toEqual([
      { table: 'roles', id: 'a', before: role('a'), after: role('a', ['y']) },
      { table: 'roles', id: 'b', before: null, after: role('b') },
    ])
  })

  it('does not tell of what came and went inside one transaction', () => {
    const { store, seen } = watched()
    store.write((tx) => {
      tx.put('roles', role('a'))
      tx.remove('roles', 'a')
    })
    expect(seen).toEqual([[]])
  })

  it('keeps what the watcher writes together with the rest', () => {
    const recorder = createRecorder()
    const { store } = watched(recorder.persistence)
    store.write((tx) => tx.put('roles', role('a')))
    expect(recorder.commits.map((commit) => commit.map(({ table }) => table))).toEqual([['roles', 'facts']])
  })

  it('undoes what the watcher wrote when the transaction is not kept, and says nothing more', () => {
    const recorder = createRecorder()
    const { store, steps } = watched(recorder.persistence)
    recorder.refuse = true
    expect(() => store.write((tx) => tx.put('roles', role('a')))).toThrow('disk full')
    expect([store.list('facts'), steps]).toEqual([[], ['conclude']])
  })

  it('undoes everything when the watcher throws', () => {
    const store = createStore()
    store.watch({
      conclude: () => {
        throw new Error('no')
      },
      kept: () => {},
    })
    expect(() => store.write((tx) => tx.put('roles', role('a')))).toThrow('no')
    expect(store.list('roles')).toEqual([])
  })

  it('names the cause of the outermost transaction', () => {
    const { store, causes } = watched()
    const cause = { clientIp: '192.0.2.1', userAgent: 'curl' }
    const asked = causedBy(store, cause)
    asked.write(() => store.write((tx) => tx.put('roles', role('a'))))
    store.write((tx) => tx.put('roles', role('b')))
    expect(causes).toEqual([cause, { clientIp: '', userAgent: '' }])
  })

  it('is not told of a seed', () => {
    const { store, steps } = watched()
    store.write((tx) => tx.put('roles', role('a')), 'seed')
    expect(steps).toEqual([])
  })
})
