/**
 * The Durable Object behind `createDurableObjectStore`: texts by name, each until its time is over. Waits for its storage.
 *
 * It knows nothing of what it keeps: what comes in is sealed, and what comes out is opened by whoever has the secret key. Only a binding reaches it.
 */

/** What is used of an object's storage. */
export interface DurableObjectStorageLike {
  /** The value under a name, or undefined. */
  get(name: string): Promise<unknown>
  /** Keeps a value under a name. */
  put(name: string, value: unknown): Promise<void>
  /** Forgets names, 128 at most. */
  delete(names: string[]): Promise<number>
  /** Names and values in the order of the names. */
  list(page: {
    /** How many, at most. */
    readonly limit: number
    /** The name before the first. */
    readonly startAfter?: string
  }): Promise<ReadonlyMap<string, unknown>>
  /** When the object is to be woken, or null. */
  getAlarm(): Promise<number | null>
  /** Has the object woken, in milliseconds since the Unix epoch. */
  setAlarm(atMs: number): Promise<void>
}

/** How often what is over is thrown away, while there is something. */
const SWEEP_MS = 60_000
/** Entries that are looked at together. A storage forgets no more in one go. */
const PAGE = 128

/** Keeps texts for the Workers that share them. Bind it with SQLite storage, as new classes are. */
export class PosternStore {
  readonly #storage: DurableObjectStorageLike

  /** @param state What the platform hands to an object. */
  constructor(state: {
    /** The object's own. */
    readonly storage: DurableObjectStorageLike
  }) {
    this.#storage = state.storage
  }

  /** `PUT /name?lifetime=10` keeps a text, anything else answers with it or with 404. */
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const name = pathname.slice(1)
    if (request.method === 'PUT') {
      const untilMs = Date.now() + 1_000 * Number(searchParams.get('lifetime'))
      await this.#storage.put(name, [untilMs, await request.text()])
      if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(Date.now() + SWEEP_MS)
      return new Response(null, { status: 204 })
    }
    const entry = await this.#storage.get(name)
    const text = isAlive(entry) ? entry[1] : null
    return typeof text === 'string' ? new Response(text) : new Response(null, { status: 404 })
  }

  /** Throws away what is over. */
  async alarm(): Promise<void> {
    let last = ''
    let left = 0
    for (;;) {
      const page = await this.#storage.list({ limit: PAGE, ...(last === '' ? {} : { startAfter: last }) })
      const over = [...page].flatMap(([name, entry]) => (isAlive(entry) ? [] : [name]))
      if (over.length > 0) await this.#storage.delete(over)
      left += page.size - over.length
      last = [...page.keys()].at(-1) ?? ''
      if (page.size < PAGE) break
    }
    if (left > 0) await this.#storage.setAlarm(Date.now() + SWEEP_MS)
  }
}

function isAlive(entry: unknown): entry is readonly [untilMs: number, text: unknown] {
  return Array.isArray(entry) && typeof entry[0] === 'number' && entry[0] > Date.now()
}
