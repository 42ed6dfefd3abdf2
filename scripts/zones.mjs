// Renews the tables of time zones from the packages that maintain them: `pnpm update moment-timezone cldr-core`, then `node scripts/zones.mjs`.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'

const require = createRequire(import.meta.url)
const moment = require('moment-timezone')
const packed = require('moment-timezone/data/packed/latest.json')
const windows = require('cldr-core/supplemental/windowsZones.json').supplemental.windowsZones

/** Instants of the product begin in 1970; a meeting that repeats for ever is read for some decades. */
const from = Date.UTC(1970, 0, 1)
const to = Date.UTC(2101, 0, 1)
const shifts = []

const zones = packed.zones.map((zone) => changesOf(moment.tz.zone(zone.split('|')[0])))
const lists = shareTails(zones)
writeTable()
writeWindows()

function changesOf({ name, offsets, untils }) {
  let first
  let current
  let last = from
  const items = []
  for (const [at, behind] of offsets.entries()) {
    const start = at === 0 ? Number.NEGATIVE_INFINITY : untils[at - 1]
    const offset = behind === 0 ? 0 : -behind
    if (start >= to) break
    if (start <= from) first = current = offset
    else if (offset !== current) {
      items.push(letterOf(offset - current) + distance((start - last) / 1000))
      current = offset
      last = start
    }
  }
  return { name, first, items }
}
function letterOf(shift) {
  if (!shifts.includes(shift)) shifts.push(shift)
  return String.fromCharCode(65 + shifts.indexOf(shift))
}
function distance(seconds) {
  const rest = seconds % 3600
  return Math.floor(seconds / 3600).toString(36) + (rest === 0 ? '' : `.${rest.toString(36)}`)
}

// Most zones change as others do from some year on: a list names the one whose end it shares.
function shareTails(zones) {
  const lists = []
  const longestFirst = zones.toSorted((a, b) => b.items.length - a.items.length || (a.name < b.name ? -1 : 1))
  for (const zone of longestFirst) {
    const own = zone.items.slice(1)
    const shared = lists.map(({ items }) => sameAtEnd(items, own))
    const same = lists.findIndex(({ items }, at) => items.length === own.length && shared[at] === own.length)
    zone.list = same
    if (same >= 0) continue
    const most = Math.max(0, ...shared)
    const like = shared.indexOf(most)
    zone.list = lists.length
    const tail = most > 3 ? `-${like.toString(36)}:${most.toString(36)}` : ''
    lists.push({ items: own, text: (tail === '' ? own : own.slice(0, own.length - most)).join('') + tail })
  }
  return lists.map(({ text }) => text)
}
function sameAtEnd(some, others) {
  let count = 0
  while (count < some.length && count < others.length && some.at(-1 - count) === others.at(-1 - count)) count++
  return count
}

function writeTable() {
  const rows = zones.map(({ name, first, items, list }) => [name, first, items[0] ?? '', list.toString(36)].join('|')).sort()
  const links = new Map()
  for (const [target, alias] of packed.links.map((link) => link.split('|'))) links.set(target, [...(links.get(target) ?? []), alias])
  const aliases = [...links].map(([target, names]) => [target, ...names].join('|')).sort()
  const text = `// Made by scripts/zones.mjs from moment-timezone ${require('moment-timezone/package.json').version} (IANA ${packed.version}); long because it is data, so never edit it.
/** Changes of clocks from 1970 to 2100 in all zones: how it is read is in zone-changes.ts. */
export const zoneTable = {
  version: '${packed.version}',
  from: ${from},
  shifts: [${shifts.join(', ')}],
  zones: \`${rows.join('\n')}\`,
  lists: \`${lists.join('\n')}\`,
  links: \`${aliases.join('\n')}\`,
} as const
`
  writeFileSync(new URL('../packages/core/src/base/zone/zone-table.ts', import.meta.url), text)
  console.log(
    `IANA ${packed.version}: ${zones.length} zones, ${packed.links.length} old names, ${gzipSync(text, { level: 9 }).length} bytes gzipped`,
  )
}

// What Outlook calls a zone, and the zone that it means where no country is given.
function writeWindows() {
  const pairs = windows.mapTimezones.map(({ mapZone }) => mapZone).filter(({ _territory }) => _territory === '001')
  const rows = pairs.map(({ _other, _type }) => `${_other}|${_type}`).sort()
  const text = `// Made by scripts/zones.mjs from cldr-core ${require('cldr-core/package.json').version}; never edit it.
/** \`Windows name|IANA name\`, one a line. */
export const windowsZones = \`${rows.join('\n')}\`
`
  writeFileSync(new URL('../packages/calendar/src/ical/windows-zones.ts', import.meta.url), text)
  console.log(`${rows.length} names of Windows`)
}
