// A help desk for tests: the other side of `help-desk.ts`, as a function that answers requests.
import { dayOf, newId, type Value, type Values } from '@tenure/core/adapter'
import type { DeskChange, DeskObject, DeskPage } from './help-desk.js'

/** A desk with an account of its own. `requests` are the requested addresses. */
export interface FakeDesk {
  readonly fetch: typeof fetch
  readonly requests: string[]
}
interface Asked {
  readonly method: string
  readonly url: URL
  readonly match: string
  readonly body: { readonly fields?: Values; readonly archived?: boolean }
}

const pageSize = 100

export function createFakeDesk(token: string, seed: readonly DeskObject[] = []): FakeDesk {
  const desk = new Desk(seed)
  const requests: string[] = []
  return {
    requests,
    fetch: async (input, init) => {
      const request = new Request(input, { ...init, signal: null })
      requests.push(request.url)
      if (request.headers.get('authorization') !== `Bearer ${token}`) return new Response(null, { status: 401 })
      const text = await request.text()
      const { status, body } = desk.answer({
        method: request.method,
        url: new URL(request.url),
        match: request.headers.get('if-match') ?? '*',
        body: text === '' ? {} : JSON.parse(text),
      })
      return Response.json(body ?? null, { status })
    },
  }
}

class Desk {
  readonly #account = newId(Date.now())
  readonly #objects = new Map<string, DeskObject>()
  readonly #changes: DeskChange[] = []
  /** An id that was given away once is never given again. */
  readonly #purged = new Set<string>()

  constructor(seed: readonly DeskObject[]) {
    for (const object of seed) this.#objects.set(`${object.type}/${object.id}`, object)
  }

  answer(asked: Asked): { readonly status: number; readonly body?: unknown } {
    const [, place, type = '', id = ''] = asked.url.pathname.split('/').map(decodeURIComponent)
    if (place === 'ping') return { status: 200 }
    if (place === 'types') return { status: 200, body: { types: [], edges: [] } }
    if (place === 'changes') return this.#next(asked.url.searchParams.get('after'))
    return asked.method === 'GET' ? { status: 200, body: this.#find(asked.url) } : this.#write(`${type}/${id}`, asked)
  }

  #find(url: URL): DeskPage {
    const { type, id, page = '0' } = Object.fromEntries(url.searchParams)
    const tests = [...url.searchParams].filter(([name]) => name.includes('.'))
    const found = [...this.#objects.values()].filter(
      (object) => object.type === type && (id === undefined || object.id === id) && passes(object, tests),
    )
    const end = (Number(page) + 1) * pageSize
    const next = new URL(url)
    next.searchParams.set('page', String(Number(page) + 1))
    return { objects: found.slice(end - pageSize, end), ...(end < found.length && { next: `${next.pathname}${next.search}` }) }
  }

  #write(key: string, { method, match, body }: Asked): { readonly status: number; readonly body?: unknown } {
    const known = this.#objects.get(key)
    if (method === 'PUT' && (known !== undefined || this.#purged.has(key))) return { status: 409 }
    if (method !== 'PUT' && known === undefined) return { status: 404 }
    if (match !== '*' && match !== String(known?.rev)) return { status: 412 }
    const [type = '', id = ''] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)]
    if (known !== undefined && changesNothing(known, body))
      return { status: 200, body: { cursor: this.#cursor(), rev: known.rev, object: known, same: true } }
    const object = written(known ?? { type, id, rev: 0, fields: {} }, body)
    this.#changes.push({
      cursor: this.#cursor(this.#changes.length + 1),
      object,
      change: kindOf(method, body),
      changed: Object.keys(body.fields ?? {}),
      atMs: Date.now(),
    })
    if (method === 'DELETE') this.#forget(key, object)
    else this.#objects.set(key, object)
    return { status: 200, body: { cursor: this.#cursor(), rev: object.rev, ...(method !== 'DELETE' && { object }) } }
  }

  // Nothing of what was deleted is left, in the feed either; its id stays taken.
  #forget(key: string, { type, id, rev }: DeskObject): void {
    this.#objects.delete(key)
    this.#purged.add(key)
    for (const [place, { object, ...change }] of this.#changes.entries())
      if (object?.type === type && object.id === id)
        this.#changes[place] = { ...change, changed: [], object: { type, id, rev, fields: {} } }
  }

  #next(after: string | null): { readonly status: number; readonly body?: DeskChange } {
    if (after === null) return { status: 200, body: { cursor: this.#cursor() } }
    const at = [...this.#changes.keys(), this.#changes.length].find((place) => this.#cursor(place) === after)
    if (at === undefined) return { status: 400 }
    return { status: 200, body: this.#changes[at] ?? { cursor: after } }
  }

  #cursor(at = this.#changes.length): string {
    return `${this.#account}-${at}`
  }
}

function passes({ fields }: DeskObject, tests: readonly (readonly [string, string])[]): boolean {
  return tests.every(([test, value]) => {
    const field = fields[test.slice(test.indexOf('.') + 1)]
    if (test.startsWith('from.')) return typeof field === 'number' && dayOf(field, 'UTC') >= value
    return field === value
  })
}
function written({ archivedMs, ...known }: DeskObject, { fields = {}, archived = archivedMs !== undefined }: Asked['body']): DeskObject {
  const entries: [string, Value][] = Object.entries({ ...known.fields, ...fields })
  const kept = Object.fromEntries(entries.filter(([, value]) => value !== null))
  return { ...known, rev: known.rev + 1, fields: kept, ...(archived && { archivedMs: archivedMs ?? Date.now() }) }
}
function changesNothing({ archivedMs }: DeskObject, { archived }: Asked['body']): boolean {
  return archived !== undefined && archived === (archivedMs !== undefined)
}
function kindOf(method: string, { archived }: Asked['body']): NonNullable<DeskChange['change']> {
  if (method === 'PUT') return 'create'
  if (method === 'DELETE') return 'purge'
  if (archived === undefined) return 'patch'
  return archived ? 'archive' : 'restore'
}
