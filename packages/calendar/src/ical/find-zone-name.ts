import { findZone } from '@tenure/core/zone'
import { windowsZones } from './windows-zones.js'

let byWindowsName: ReadonlyMap<string, string> | undefined

/** The IANA name that a calendar means by the name of a zone: its own, that of Windows, or one with a maker's prefix. */
export function findZoneName(named: string): string | undefined {
  byWindowsName ??= new Map(windowsZones.split('\n').map((row) => row.toLowerCase().split('|') as [string, string]))
  const name = named.trim().replace(/^"|"$/g, '')
  const parts = name.split('/')
  // `/mozilla.org/20050126_1/America/Argentina/Salta`
  const candidates = [name, byWindowsName.get(name.toLowerCase()) ?? '', ...[3, 2, 1].map((count) => parts.slice(-count).join('/'))]
  for (const candidate of candidates) {
    const zone = candidate === '' ? undefined : findZone(candidate)
    if (zone !== undefined) return zone.name
  }
  return undefined
}
