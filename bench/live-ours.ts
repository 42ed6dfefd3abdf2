import {
  type Atom,
  type CanonicalQuery,
  type Change,
  canonicalise,
  compareImages,
  compileExpression,
  type Image,
  type RecordId,
  type StorageAdapter,
  type StoredRecord,
  type Values,
} from '@tenure/core/adapter'
import { createLiveHub, type LiveHub } from '../packages/core/src/live/live-hub.js'
import type { LiveState } from '../packages/core/src/live/live-window.js'
import { unlimited } from './laid-store.js'
import { type NumberField, shownRows, type ViewSpec } from './live-limit.js'
import { type Customer, dayAt, shown, userId } from './page-data.js'

/** The first day of the data. */
export const firstDay = Date.UTC(2026, 0, 1)

/** All customers as the store has them, and what the hub asks of them. */
export class Images {
  cursor = 'start'
  readonly #values = new Map<RecordId, { values: Values; version: number }>()
  readonly #parts = new Map<string, Map<RecordId, Values>>()
  readonly #lists = new Map<string, readonly Image[]>()
  #commits = 0

  static async read(store: StorageAdapter, size: number): Promise<Images> {
    const images = new Images()
    const select = [...shown, 'csm'].sort()
    const query = canonicalise({
      type: 'company',
      user: { all: [] },
      policy: { all: [] },
      order: [],
      select,
      limit: size,
      count: false,
      archived: 'no',
    })
    for await (const page of store.scan(store.plan(query), unlimited)) {
      images.cursor = page.asOf ?? images.cursor
      for (const { ref, version, values } of page.records) images.#set(ref.id, values, Number(version))
    }
    return images
  }

  /** One write in memory, as a commit would apply it. */
  patch(id: RecordId, patch: Values): { readonly cursor: string; readonly changes: readonly Change[] } {
    const known = this.#values.get(id)
    if (!known) throw new Error(`There is no customer ${id}.`)
    const before = known.values
    const after = { ...before, ...patch }
    this.#set(id, after, known.version + 1, before)
    this.cursor = `memory ${++this.#commits}`
    const change: Change = {
      ref: { type: 'company', id },
      change: 'patch',
      version: String(known.version),
      at: firstDay,
      changed: Object.keys(patch).filter((name) => !isSame(before[name], after[name])),
      before,
      after,
    }
    return { cursor: this.cursor, changes: [change] }
  }

  take(changes: readonly Change[], cursor: string): void {
    this.cursor = cursor
    for (const { ref, after, before, version } of changes) if (after) this.#set(ref.id, after, Number(version), before)
  }

  async run(query: CanonicalQuery): Promise<{ readonly records: readonly StoredRecord[]; readonly total: number; readonly asOf: string }> {
    const matches = compileExpression(query.type, query.where)
    const found = this.#sorted(query).filter((image) => matches(image, nowhere))
    const records = found.slice(query.offset ?? 0, (query.offset ?? 0) + (query.limit ?? found.length))
    return {
      records: records.map(({ id, values }) => ({ ref: { type: query.type, id }, version: String(this.#values.get(id)?.version), values })),
      total: found.length,
      asOf: this.cursor,
    }
  }

  /** Customers that are equal in what the query wants equal, in its order; views that ask alike share them while nothing is written. */
  #sorted(query: CanonicalQuery): readonly Image[] {
    const equal = query.every.filter((atom): atom is EqualAtom => atom.test === 'is')
    const anchor = equal.find(({ property }) => parted.includes(property))
    const key = JSON.stringify([query.order, equal.map(({ property, value }) => [property, value])])
    const known = this.#lists.get(key)
    if (known) return known
    const matches = compileExpression(query.type, { all: equal })
    const part = [...(this.#parts.get(`${anchor?.property} ${anchor?.value}`) ?? [])].map(([id, values]) => ({ id, values }))
    const list = part.filter((image) => matches(image, nowhere)).sort(compareImages(query.order, () => undefined))
    this.#lists.set(key, list)
    return list
  }

  #set(id: RecordId, values: Values, version: number, before?: Values): void {
    this.#lists.clear()
    const known = this.#values.get(id)
    if (known) {
      known.values = values
      known.version = version
    } else this.#values.set(id, { values, version })
    for (const property of parted) {
      if (before && before[property] !== values[property]) this.#parts.get(`${property} ${before[property]}`)?.delete(id)
      const name = `${property} ${values[property]}`
      const part = this.#parts.get(name)
      if (part) part.set(id, values)
      else this.#parts.set(name, new Map([[id, values]]))
    }
  }
}
type EqualAtom = Atom & { readonly test: 'is'; readonly property: string }
const parted: readonly string[] = ['csm', 'region']
const nowhere = { linked: () => [], changedSince: () => false, userName: () => undefined }
function isSame(a: Values[string] | undefined, b: Values[string] | undefined): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

/** A hub that watches these views, with the state of each; `tell` is called for each state but the first. */
export async function openHub(
  images: Images,
  specs: readonly ViewSpec[],
  tell: () => void,
): Promise<{ readonly hub: LiveHub; readonly states: (LiveState | undefined)[] }> {
  const clock = { now: () => firstDay, today: () => dayAt(firstDay), watchToday: noTimer, at: () => never }
  const hub = createLiveHub({ run: (query) => images.run(query), clock, userName: () => undefined, head: images.cursor })
  const states: (LiveState | undefined)[] = []
  for (const spec of specs) {
    const query = toQuery(spec)
    hub.watch({ subject: userId(spec.equal.ownerId ?? 0), bind: () => ({ query }) }).subscribe((state) => {
      if (states[spec.place]) tell()
      states[spec.place] = state
    })
  }
  await hub.idle()
  return { hub, states }
}
// The hub asks for a timer with each run, for one that takes long. Time does not pass here.
const never: Disposable = { [Symbol.dispose]: () => undefined }
function noTimer(): never {
  throw new Error('No view of the bench waits for the clock.')
}

const names = { ownerId: 'csm', stage: 'stage', region: 'region', arr: 'arr', renewalAt: 'renewalDate', health: 'healthScore' } as const
function toQuery({ equal, bounds, sort, descending }: ViewSpec): CanonicalQuery {
  const { ownerId, stage, region } = equal
  const user: Atom[] = bounds.map(([field, side, than]) => toBound(field, side === '<' ? 'less' : 'more', than))
  if (stage !== undefined) user.push({ atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value: stage })
  if (region !== undefined) user.push({ atom: 0, test: 'is', property: 'region', kind: 'enumeration', value: region })
  const own: Atom[] = ownerId === undefined ? [] : [{ atom: 0, test: 'is', property: 'csm', kind: 'user', value: userId(ownerId) }]
  const order = [{ property: names[sort], direction: descending ? 'descending' : 'ascending', by: 'value' }] as const
  return canonicalise({
    type: 'company',
    user: { all: user },
    policy: { all: own },
    order,
    select: shown,
    limit: shownRows,
    count: true,
    archived: 'no',
  })
}
function toBound(field: NumberField, test: 'less' | 'more', than: number): Atom {
  if (field === 'arr') return { atom: 0, test, property: 'arr', kind: 'money', value: { amount: String(than), currency: 'USD' } }
  if (field === 'health') return { atom: 0, test, property: 'healthScore', kind: 'number', value: than }
  return { atom: 0, test, property: 'renewalDate', kind: 'date', value: dayAt(than) }
}
/** What is written of a customer, as the store takes it. */
export function toValues({ ownerId, stage, arr, renewalAt, lastActivityAt, health }: Partial<Customer>): Values {
  return {
    ...(ownerId !== undefined && { csm: userId(ownerId) }),
    ...(stage !== undefined && { stage }),
    ...(arr !== undefined && { arr: { amount: String(arr), currency: 'USD' } }),
    ...(renewalAt !== undefined && { renewalDate: dayAt(renewalAt) }),
    ...(lastActivityAt !== undefined && { lastActivityAt }),
    ...(health !== undefined && { healthScore: health }),
  }
}
