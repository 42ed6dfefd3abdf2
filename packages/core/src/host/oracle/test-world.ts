import type { StorageAdapter, StoredRecord } from '../../storage/adapter.js'

/** What the reference knows of a property's kind. */
export type Kind = 'text' | 'user' | 'day' | 'instant' | 'money' | 'choice'
/** The properties that the histories write and ask for, by object type. */
export const properties: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  company: {
    name: 'text',
    domain: 'text',
    website: 'text',
    csm: 'user',
    owner: 'user',
    arr: 'money',
    renewalDate: 'day',
    healthStatus: 'choice',
    createdAt: 'instant',
  },
  contact: { name: 'text', email: 'text', phone: 'text', owner: 'user', createdAt: 'instant' },
  deal: { name: 'text', amount: 'money', csm: 'user', owner: 'user', closeDate: 'day', createdAt: 'instant' },
  order: { name: 'text', amount: 'money', keeper: 'user', owner: 'user', createdAt: 'instant' },
}
/** The properties that make a record somebody's own (ACC-7). */
export const owners: Readonly<Record<string, readonly string[]>> = {
  company: ['owner', 'csm'],
  contact: ['owner'],
  deal: ['owner', 'csm'],
  order: ['owner'],
}
/** The links, by the path of each end. */
export const edges: Readonly<Record<string, { readonly edge: string; readonly forward: boolean; readonly to: string }>> = {
  'company.deals': { edge: 'deal-company', forward: false, to: 'deal' },
  'deal.company': { edge: 'deal-company', forward: true, to: 'company' },
  'company.contacts': { edge: 'contact-company', forward: false, to: 'contact' },
  'contact.companies': { edge: 'contact-company', forward: true, to: 'company' },
  'contact.deals': { edge: 'deal-contact', forward: false, to: 'deal' },
  'company.orders': { edge: 'order-company', forward: false, to: 'order' },
  'order.company': { edge: 'order-company', forward: true, to: 'company' },
}
/** The values of the property `healthStatus`, in order. */
export const choices = ['at-risk', 'neutral', 'healthy']

/** All that a store holds, as it is at one moment. */
export interface World {
  find(type: string, id: string): StoredRecord | undefined
  /** Records of a type that are not archived. */
  of(type: string): readonly StoredRecord[]
  archived(type: string): readonly StoredRecord[]
  /** Records at the other end that are not archived, the one labelled `primary` first, then by id. */
  linked(record: StoredRecord, path: string): readonly StoredRecord[]
  /** When the property got a value, or that one. */
  assigned(record: StoredRecord, property: string, to?: string): readonly number[]
}
type Links = readonly { readonly id: string; readonly label?: string }[]
interface Dump {
  readonly records: ReadonlyMap<string, readonly StoredRecord[]>
  readonly links: ReadonlyMap<string, Links>
  readonly changes: ReadonlyMap<string, readonly number[]>
}

const io = { signal: new AbortController().signal }
const types = ['user', 'setting', 'workspace', 'view', ...Object.keys(properties)]

/** Reads everything out of the store, past the core. */
export async function readWorld(storage: StorageAdapter): Promise<World> {
  const described = (await storage.describe()).types
  const selects = types.map((type) => described.find(({ name }) => name === type)?.properties.map(({ name }) => name) ?? [])
  const found = await Promise.all(types.map((type, index) => readAll(storage, type, selects[index] ?? [])))
  const records = new Map(types.map((type, index) => [type, found[index] ?? []]))
  const business = found.flat().filter(({ ref }) => ref.type in properties)
  return toWorld({ records, links: await readLinks(storage, business), changes: await readChanges(storage, business) })
}

async function readAll(storage: StorageAdapter, type: string, select: readonly string[]): Promise<readonly StoredRecord[]> {
  const query = { type, every: [], where: { all: [] }, order: [], select, count: false, archived: 'any' } as const
  const records: StoredRecord[] = []
  for await (const page of storage.scan(storage.plan(query), io)) records.push(...page.records)
  return records
}
async function readLinks(storage: StorageAdapter, records: readonly StoredRecord[]): Promise<Dump['links']> {
  const paths = Object.entries(edges).map(([path, end]) => ({ path, from: path.split('.')[0], ...end }))
  const ends = records.flatMap(({ ref }) => paths.filter(({ from }) => from === ref.type).map((end) => ({ ref, ...end })))
  return new Map(
    await Promise.all(
      ends.map(async ({ ref, path, edge, forward }) => {
        const [links = []] = (await storage.links?.read([ref], edge, forward, io)) ?? []
        return [`${path} ${ref.id}`, links] as const
      }),
    ),
  )
}
/** Properties whose past is tested. */
const changing = ['csm', 'owner', 'arr', 'renewalDate', 'createdAt', 'healthStatus']
async function readChanges(storage: StorageAdapter, records: readonly StoredRecord[]): Promise<Dump['changes']> {
  const changes = new Map<string, readonly number[]>()
  const add = (key: string, at: number) => changes.set(key, [...(changes.get(key) ?? []), at])
  for (const { ref } of records.filter(({ ref: { type } }) => type === 'company' || type === 'contact'))
    for (const { property, value, at } of (await storage.history?.read([ref], changing, 1000, io))?.[0] ?? []) {
      if (value === null) continue
      add(`${ref.type} ${ref.id} ${property}`, at)
      add(`${ref.type} ${ref.id} ${property} ${String(value)}`, at)
    }
  return changes
}

function toWorld({ records, links, changes }: Dump): World {
  const byId = new Map([...records].map(([type, all]) => [type, new Map(all.map((record) => [record.ref.id, record]))]))
  const present = new Map([...records].map(([type, all]) => [type, all.filter(({ archivedAt }) => archivedAt === undefined)]))
  const find = (type: string, id: string) => byId.get(type)?.get(id)
  return {
    find,
    of: (type) => present.get(type) ?? [],
    archived: (type) => (records.get(type) ?? []).filter(({ archivedAt }) => archivedAt !== undefined),
    linked: ({ ref }, path) => {
      const all = links.get(`${path} ${ref.id}`) ?? []
      const primary = all.filter(({ label }) => label === 'primary').map(({ id }) => id)
      const rest = all.map(({ id }) => id).filter((id) => !primary.includes(id))
      return [...primary.sort(), ...[...new Set(rest)].sort()]
        .flatMap((id) => find(edges[path]?.to ?? '', id) ?? [])
        .filter(({ archivedAt }) => archivedAt === undefined)
    },
    assigned: ({ ref }, property, to) => changes.get([ref.type, ref.id, property, ...(to === undefined ? [] : [to])].join(' ')) ?? [],
  }
}
