import { searchContract } from '@tenure/core/page'
import { type AnyRecords, type DynamicRow, implementProvider, type TypeView } from '@tenure/core/plugin'
import { type FilterData, fold } from '@tenure/core/query'
import { catchError, defer, from, map, mergeMap, type Observable, of, switchMap, toArray } from 'rxjs'
import type { z } from 'zod'
import { Everything } from './grants.js'
import { textOf } from './links.js'
import { type Rank, rankOf } from './search-rank.js'

type Hit = z.output<typeof searchContract.output>['hits'][number]
/** A record that meets the text, and by which of its properties it does so best. */
interface Found {
  readonly type: TypeView
  readonly row: DynamicRow
  readonly by: string
  readonly rank: Rank
  readonly title: string
}
/** Archived records in place of the others. */
type Among = { readonly archived?: 'only' }
interface Wanted {
  readonly text: string
  readonly limit: number
  /** What is asked of each type beside the text. */
  readonly among: Among
  /** The caller has left. */
  readonly signal: AbortSignal
}

/** What a record is found by, besides its title. */
const names = ['email', 'domain']
/** After what a word begins, where a type has too many matches to look at each. */
const signs: Readonly<Record<string, readonly string[]>> = { email: ['@', '.'], domain: ['-', '.'] }
/** From so many on, a type is asked for the best of them instead of for all. */
const many = 300
/** As many types are asked at a time; the others need not be asked once the caller has left. */
const together = 3

/** Records of every type that meet a text, best first, as the user may see them. */
export const search = implementProvider(searchContract, {
  uses: { records: Everything },
  watch: ({ input: { text, limit, archived }, records, signal }) => {
    const among: Among = archived ? { archived: 'only' } : {}
    const wanted = { text: fold(text), limit, among, signal }
    return records.watchTypes().pipe(
      switchMap((types) =>
        from(types).pipe(
          mergeMap((type) => defer(() => findIn(records, type, wanted)), together),
          toArray(),
          map((found) => found.flat().sort(compare).slice(0, limit)),
          switchMap((best) => describe(records, best, among)),
        ),
      ),
      map((hits) => ({ hits: hits.map((hit) => (archived ? { ...hit, archived: true as const } : hit)) })),
    )
  },
})

/** Asks a type only as long as something better may be missing. */
async function findIn(records: AnyRecords, type: TypeView, { text, limit, among, signal }: Wanted): Promise<readonly Found[]> {
  const searched = searchedIn(type)
  if (searched.length === 0) return []
  const tests = testsOf(type, searched, text)
  const rows = new Map<string, DynamicRow>()
  const ask = async (filters: readonly FilterData[], most: number): Promise<boolean> => {
    signal.throwIfAborted()
    const where: FilterData = { test: 'any', filters }
    const found = await records.list({ type: type.name, select: searched, where, limit: most, count: false, ...among })
    for (const row of found.rows) rows.set(row.id, row)
    return found.rows.length === most
  }
  const toFound = (): readonly Found[] => [...rows.values()].flatMap((row) => foundIn(type, searched, row, text))
  const hasEnough = (worst: Rank): boolean => toFound().filter(({ rank }) => rank <= worst).length >= limit
  const isShort = text.length <= 2
  if (!isShort && !(await ask(tests.contains, many))) return toFound()
  // Very many contain it, and those are only some of them.
  // A store finds what a property is by itself, and what one of several is only by looking at each record.
  if (await ask(tests.begins, many)) for (const is of tests.is) await ask([is], limit)
  if (hasEnough(1)) return toFound()
  if ((!isShort || (await ask(tests.contains, many))) && !hasEnough(2)) await ask(tests.word, limit)
  return toFound()
}

// Hidden properties are not among those of the type, so they neither match nor show.
function searchedIn({ title, properties }: TypeView): readonly string[] {
  const isText = (name: string): boolean =>
    properties.some((each) => each.name === name && (each.kind === 'string' || each.kind === 'text'))
  return [...new Set([title, ...names])].filter(isText)
}

function testsOf(
  { name }: TypeView,
  searched: readonly string[],
  text: string,
): Readonly<Record<'is' | 'begins' | 'word' | 'contains', readonly FilterData[]>> {
  const paths = searched.map((property) => `${name}.${property}`)
  return {
    is: paths.map((property) => ({ test: 'is', property, value: text })),
    begins: paths.map((property) => ({ test: 'starts-with', property, text })),
    word: searched.flatMap((property) =>
      (signs[property] ?? [' ', '-']).map((sign) => ({ test: 'contains' as const, property: `${name}.${property}`, text: sign + text })),
    ),
    contains: paths.map((property) => ({ test: 'contains', property, text })),
  }
}

function foundIn(type: TypeView, searched: readonly string[], row: DynamicRow, text: string): readonly Found[] {
  const ranked = searched.flatMap((by) => {
    const rank = rankOf(textOf(row[by]) ?? '', text)
    return rank === undefined ? [] : [{ by, rank }]
  })
  const best = ranked.reduce<(typeof ranked)[number] | undefined>(
    (one, next) => (one === undefined || next.rank < one.rank ? next : one),
    undefined,
  )
  return best === undefined ? [] : [{ type, row, ...best, title: textOf(row[type.title]) ?? '' }]
}

// At the same rank a title counts more than an e-mail, and a short one more than a long one.
function compare(a: Found, b: Found): number {
  return (
    a.rank - b.rank ||
    Number(a.by !== a.type.title) - Number(b.by !== b.type.title) ||
    a.title.length - b.title.length ||
    (a.title < b.title ? -1 : a.title > b.title ? 1 : 0) ||
    (a.row.id < b.row.id ? -1 : 1)
  )
}

// The customers of what was found are read for these few alone.
function describe(records: AnyRecords, best: readonly Found[], among: Among): Observable<readonly Hit[]> {
  if (best.length === 0) return of([])
  return records.watchType('customer').pipe(
    // While no type plays the customer, nothing has one.
    catchError(() => of(undefined)),
    switchMap((customer) => {
      if (customer === undefined) return of(new Map<string, string>())
      const types = new Map(best.flatMap(({ type }) => (linkTo(type, customer) === undefined ? [] : [[type.name, type] as const])))
      return from(types.values()).pipe(
        mergeMap((type) =>
          defer(() =>
            readCustomers(records, { type, customer, among, ids: best.filter((found) => found.type === type).map(({ row }) => row.id) }),
          ),
        ),
        toArray(),
        map((lists) => new Map(lists.flat())),
      )
    }),
    map((customers) => best.map((found) => toHit(found, customers.get(keyOf(found.type, found.row.id))))),
  )
}

interface Asked {
  readonly type: TypeView
  readonly customer: TypeView
  readonly among: Among
  readonly ids: readonly string[]
}
async function readCustomers(records: AnyRecords, { type, customer, among, ids }: Asked): Promise<readonly (readonly [string, string])[]> {
  const name = `${linkTo(type, customer)}.${customer.title}`
  const { rows } = await records.list({
    type: type.name,
    select: [name],
    where: { test: 'id-of', type: type.name, ids },
    count: false,
    ...among,
  })
  return rows.flatMap((row) => {
    const text = textOf(row[name])
    return text === null ? [] : [[keyOf(type, row.id), text] as const]
  })
}
function linkTo({ name, associations }: TypeView, customer: TypeView): string | undefined {
  const isTitled = customer.properties.some((property) => property.name === customer.title)
  return isTitled && name !== customer.name ? associations.find(({ to }) => to === customer.name)?.name : undefined
}
function keyOf(type: TypeView, id: string): string {
  return `${type.name} ${id}`
}

function toHit({ type, row, by }: Found, customer: string | undefined): Hit {
  const own = names.flatMap((name) => textOf(row[name]) || [])[0]
  const title = textOf(row[type.title])
  const unsaid = customer !== undefined && title?.includes(customer) === true ? undefined : customer
  const detail = by === type.title ? (unsaid ?? own) : (textOf(row[by]) ?? undefined)
  return {
    type: type.name,
    typeLabel: type.label,
    id: row.id,
    title,
    ...(detail !== undefined && detail !== '' && { detail }),
  }
}
