import { createRequire } from 'node:module'
import { isTimeZone } from '@tenure/core/zone'
import { expect, test } from 'vitest'
import { findZoneName } from './find-zone-name.js'

interface MapZone {
  readonly _other: string
  readonly _territory: string
  readonly _type: string
}
const { supplemental } = createRequire(import.meta.url)('cldr-core/supplemental/windowsZones.json') as {
  supplemental: { windowsZones: { mapTimezones: readonly { mapZone: MapZone }[] } }
}

test('[SCH-4] every name that Windows gives a zone is one of the table', () => {
  const names = [...new Set(supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone._other))]
  expect(names.length).toBeGreaterThan(130)
  expect(names.filter((name) => !isTimeZone(findZoneName(name) ?? ''))).toEqual([])
  expect(findZoneName('W. Europe Standard Time')).toBe('Europe/Berlin')
})

test('[SCH-4] a zone is found by an old name, by a maker’s name, and not by a made-up one', () => {
  expect(findZoneName('US/Eastern')).toBe('America/New_York')
  expect(findZoneName('"/freeassociation.sourceforge.net/America/Argentina/Salta"')).toBe('America/Argentina/Salta')
  expect(['Customized Time Zone', '', '__proto__', 'Europe'].map(findZoneName)).toEqual([undefined, undefined, undefined, undefined])
})
