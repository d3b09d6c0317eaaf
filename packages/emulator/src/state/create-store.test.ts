import { describe, expect, it } from 'vitest'
import { type Change, createStore, type Persistence } from './create-store.ts'

const role = (id: string) => ({ id, permissions: [] })

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
        tx.put('roles', { id: 'a', permissions: ['x'] })
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
