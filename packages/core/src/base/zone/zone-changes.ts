import type { Instant } from '../clock.js'
import { zoneTable } from './zone-table.js'

/** When the clocks of a zone change, and by how many milliseconds they are ahead of UTC before the first change and after each. */
export interface ZoneChanges {
  readonly name: string
  readonly changes: readonly Instant[]
  readonly offsets: readonly number[]
}

// Rows and changes are read when somebody first asks for a zone, so that a program that needs none pays nothing.
let rows: ReadonlyMap<string, string> | undefined
const zones = new Map<string, ZoneChanges>()

/** The changes of the zone with that IANA name, in any case of its letters; an old name has those of its zone. */
export function findZone(name: string): ZoneChanges | undefined {
  const known = zones.get(name)
  if (known !== undefined) return known
  rows ??= readRows()
  const row = rows.get(name.toLowerCase())
  if (row === undefined) return undefined
  const zone = readZone(row)
  zones.set(name, zone)
  return zone
}
/** The IANA names of all zones, old names left out. */
export function zoneNames(): readonly string[] {
  return zoneTable.zones.split('\n').map((row) => row.slice(0, row.indexOf('|')))
}

function readRows(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const row of zoneTable.zones.split('\n')) found.set(row.slice(0, row.indexOf('|')).toLowerCase(), row)
  for (const link of zoneTable.links.split('\n')) {
    const [target = '', ...names] = link.split('|')
    for (const name of names) found.set(name.toLowerCase(), found.get(target.toLowerCase()) as string)
  }
  return found
}

// `name|first offset|first change|list`: offsets in minutes, the list by its number in base 36.
function readZone(row: string): ZoneChanges {
  const [name = '', first = '', change = '', list = ''] = row.split('|')
  const changes: Instant[] = []
  const offsets = [Number(first) * 60_000]
  let at = zoneTable.from
  for (const item of [...itemsOf(change), ...readList(Number.parseInt(list, 36))]) {
    at += item.hours * 3_600_000 + item.seconds * 1000
    changes.push(at)
    offsets.push((offsets.at(-1) as number) + item.shift)
  }
  return { name, changes, offsets }
}

interface Item {
  readonly shift: number
  readonly hours: number
  readonly seconds: number
}
const item = /([A-Z])([0-9a-z]+)(?:\.([0-9a-z]+))?/g

// A letter for the shift, hours since the change before it in base 36, and seconds beyond them.
function itemsOf(text: string): readonly Item[] {
  return [...text.matchAll(item)].map(([, letter = '', hours = '', seconds = '0']) => ({
    shift: (zoneTable.shifts[letter.charCodeAt(0) - 65] as number) * 60_000,
    hours: Number.parseInt(hours, 36),
    seconds: Number.parseInt(seconds, 36),
  }))
}
// A list ends as an earlier one does: `-number:how many of its last items`.
function readList(number: number): readonly Item[] {
  const [own = '', tail] = (zoneTable.lists.split('\n')[number] ?? '').split('-')
  if (tail === undefined) return itemsOf(own)
  const [of = '', count = ''] = tail.split(':')
  return [...itemsOf(own), ...readList(Number.parseInt(of, 36)).slice(-Number.parseInt(count, 36))]
}
