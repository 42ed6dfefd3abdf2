import type { Host, HostOptions } from '@tenure/core'

/** What a bench serves: the tabs, and the records that are made once. `size` says how many; each workspace says of what. */
export interface BenchWorkspace {
  readonly plugins: HostOptions['plugins']
  fill(host: Host, size: number): Promise<void>
}

const all = { view: 'all', edit: 'all', delete: 'all' }
const rights = { active: true, seat: true, timeZone: 'UTC', locale: 'en-GB', permissions: ['workspace.access'], objects: { '*': all } }

/** Vera, who is signed in, and Walt, who writes meanwhile; both see everything. */
export async function addPeople(host: Host): Promise<void> {
  await importAll(host, 2, (at) => {
    const name = ['Vera Lind', 'Walt Berg'][at] ?? ''
    return { type: 'user', externalId: name.split(' ')[0]?.toLowerCase() ?? '', values: { name, ...rights } }
  })
}

type Row = Parameters<ReturnType<Host['importer']>['run']>[0][number]
type NewRow = Omit<Row, 'links'> & Partial<Pick<Row, 'links'>>

/** Imports that many rows, each worked out from its number. */
export async function importAll(host: Host, count: number, rowAt: (number: number) => NewRow): Promise<void> {
  const importer = host.importer('scroll')
  const batch = 2_000
  for (let first = 0; first < count; first += batch) {
    const rows = Array.from({ length: Math.min(batch, count - first) }, (_, at) => ({ links: [], ...rowAt(first + at) }))
    const refused = (await importer.run(rows)).find(({ result }) => result === 'rejected')
    if (refused !== undefined) throw new Error(`A row of the bench was refused: ${JSON.stringify(refused)}`)
  }
}

/** A name that differs from those before and after it. */
export function nameOf(number: number): string {
  const head = (Math.imul(number + 1, 2654435761) >>> 0).toString(36)
  return `${head.charAt(0).toUpperCase()}${head.slice(1)}`
}
/** The trade of the company of that number. */
export function tradeOf(number: number): string {
  return ['Freight', 'Foods', 'Dental', 'Energy', 'Robotics'][number % 5] ?? ''
}
