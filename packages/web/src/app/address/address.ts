import type { FilterData } from '@tenure/core/contract'
import { isQuickChoice, type QuickState } from '../quick/quick-filter.js'

/** One key of a sort. */
export interface SortKey {
  readonly property: string
  readonly direction: 'ascending' | 'descending'
}
/** What the address bar says: enough to show the same page to a colleague or after a reload. */
export interface Address {
  readonly tab?: string
  readonly view?: string
  readonly search: string
  readonly quick: readonly QuickState[]
  /** Archived records in place of the others. */
  readonly archived?: true
  /** In place of the view's filter: one that is edited and not saved. What it says is the core's to check. */
  readonly filter?: FilterData
  readonly sort: readonly SortKey[]
  readonly columns?: readonly string[]
  /** How a list in stages is laid out: `board`, `table` or a layout of its own; as its view says where it is left out. */
  readonly layout?: string
  /** Of several pipelines the one that is shown. */
  readonly pipeline?: string
  /** Of two object types that play the role of a list, the one that is shown. */
  readonly object?: string
  /** What the person chose for inputs of providers, above their blocks. */
  readonly inputs?: readonly { readonly provider: string; readonly field: string; readonly value: string }[]
  readonly open?: { readonly type: string; readonly id: string }
  /** The place within a page of the administration, such as the user who is open there. */
  readonly at?: string
  /** The open record is shown on a page of its own. */
  readonly whole?: true
}

/** The address of a tab as it opens. */
export const emptyAddress: Address = { search: '', quick: [], sort: [] }

/** A change of some parts; `undefined` takes a part away. */
export type AddressChange = { readonly [K in keyof Address]?: Address[K] | undefined }

/** The address after a change. */
export function withChange(address: Address, change: AddressChange): Address {
  const next = { ...address, ...change }
  const parts = Object.entries(next).filter(([name, part]) => part !== undefined && (name !== 'whole' || next.open !== undefined))
  return { ...emptyAddress, ...Object.fromEntries(parts) }
}

/** Reads a query text. What it cannot read it leaves out: an old link still opens. */
export function parseAddress(query: string): Address {
  const given = new URLSearchParams(query)
  const tab = given.get('tab')
  const view = given.get('view')
  const at = given.get('at')
  const columns = listOf(given.get('columns'))
  const layout = given.get('layout')
  const pipeline = given.get('pipeline')
  const object = given.get('object')
  const whole = refOf(given.get('record'))
  const open = whole ?? refOf(given.get('open'))
  const filter = filterOf(given.get('filter'))
  const inputs = given.getAll('set').flatMap(inputOf)
  return {
    ...(tab ? { tab } : {}),
    ...(view ? { view } : {}),
    ...(at ? { at } : {}),
    search: given.get('search') ?? '',
    quick: [
      ...given.getAll('when').flatMap(quickOf),
      ...usersOf(given.getAll('who')),
      ...given.getAll('has').flatMap(textOf),
      ...optionsOf(given.getAll('is')),
    ],
    ...(given.get('archived') === 'only' ? { archived: true as const } : {}),
    ...(filter ? { filter } : {}),
    sort: listOf(given.get('sort')).map(sortOf),
    ...(columns.length > 0 ? { columns } : {}),
    ...(layout ? { layout } : {}),
    ...(pipeline ? { pipeline } : {}),
    ...(object ? { object } : {}),
    ...(inputs.length > 0 ? { inputs } : {}),
    ...(open ? { open } : {}),
    ...(whole ? { whole: true } : {}),
  }
}

/** The query text of an address; the same address gives the same text. Ids may hold any character. */
export function formatAddress(address: Address): string {
  const parts: string[] = []
  const add = (name: string, text: string | undefined) => {
    if (text !== undefined && text !== '') parts.push(`${name}=${escaped(text)}`)
  }
  add('tab', address.tab)
  add('view', address.view)
  add('at', address.at)
  add('search', address.search)
  for (const on of address.quick) addQuick(on, add)
  add('archived', address.archived && 'only')
  add('filter', address.filter && JSON.stringify(address.filter))
  add('sort', address.sort.map(({ property, direction }) => (direction === 'descending' ? `-${property}` : property)).join(','))
  add('columns', address.columns?.join(','))
  add('layout', address.layout)
  add('pipeline', address.pipeline)
  add('object', address.object)
  for (const { provider, field, value } of address.inputs ?? []) add('set', `${provider}:${field}:${value}`)
  add(address.whole ? 'record' : 'open', address.open && `${address.open.type}:${address.open.id}`)
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** The sort after a click on a column: alone, or as a further key with Shift; ascending, descending, then off. */
export function sortBy(sort: readonly SortKey[], property: string, further: boolean): readonly SortKey[] {
  const now = sort.find((key) => key.property === property)
  const next: readonly SortKey[] =
    now === undefined
      ? [{ property, direction: 'ascending' }]
      : now.direction === 'ascending'
        ? [{ property, direction: 'descending' }]
        : []
  if (!further) return next
  const at = sort.findIndex((key) => key.property === property)
  return at < 0 ? [...sort, ...next] : [...sort.slice(0, at), ...next, ...sort.slice(at + 1)]
}

const listOf = (text: string | null): readonly string[] => (text ?? '').split(',').filter((part) => part !== '')

const sortOf = (text: string): SortKey =>
  text.startsWith('-') ? { property: text.slice(1), direction: 'descending' } : { property: text, direction: 'ascending' }

function quickOf(text: string): readonly QuickState[] {
  const at = text.lastIndexOf(':')
  const choice = text.slice(at + 1)
  return at > 0 && isQuickChoice(choice) ? [{ property: text.slice(0, at), choice }] : []
}

function usersOf(texts: readonly string[]): readonly QuickState[] {
  return [...byProperty(texts)].map(([property, users]) => ({ property, users }))
}
function optionsOf(texts: readonly string[]): readonly QuickState[] {
  return [...byProperty(texts)].map(([property, options]) => ({ property, options }))
}
function byProperty(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, readonly string[]>()
  for (const text of texts) {
    const [property, value] = cut(text)
    if (property && value) known.set(property, [...(known.get(property) ?? []), value])
  }
  return known
}
function textOf(given: string): readonly QuickState[] {
  const [property, text] = cut(given)
  return property && text ? [{ property, text }] : []
}
function cut(text: string): readonly [string, string] {
  const at = text.indexOf(':')
  return [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
}
function addQuick(on: QuickState, add: (name: string, text: string) => void): void {
  if ('users' in on) for (const user of on.users) add('who', `${on.property}:${user}`)
  else if ('options' in on) for (const option of on.options) add('is', `${on.property}:${option}`)
  else if ('text' in on) add('has', `${on.property}:${on.text}`)
  else add('when', `${on.property}:${on.choice}`)
}

function inputOf(text: string): NonNullable<Address['inputs']> {
  const [, provider, field, value] = /^([^:]+):([^:]+):(.+)$/s.exec(text) ?? []
  return provider && field && value ? [{ provider, field, value }] : []
}
function filterOf(text: string | null): FilterData | undefined {
  try {
    const found: unknown = JSON.parse(text ?? '')
    return typeof found === 'object' && found !== null && 'test' in found ? (found as FilterData) : undefined
  } catch {
    return undefined
  }
}
function refOf(text: string | null): Address['open'] {
  const at = text?.indexOf(':') ?? -1
  return text !== null && at > 0 && at < text.length - 1 ? { type: text.slice(0, at), id: text.slice(at + 1) } : undefined
}

/** Escapes what a query text needs, and leaves readable what it does not. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%2F/g, '/').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%20/g, '+')
}
