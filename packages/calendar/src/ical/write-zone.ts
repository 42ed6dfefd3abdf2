import type { Instant } from '@tenure/core'
import { findZone, writeTime } from '@tenure/core/zone'
import { contentLine } from './content-line.js'

/** A VTIMEZONE with one observance for each change of clocks between two instants, which every reader understands. */
export function writeZone(name: string, from: Instant, to: Instant): string {
  const { changes = [], offsets = [0] } = findZone(name) ?? {}
  const first = changes.filter((at) => at <= from).length
  const last = changes.filter((at) => at < to).length
  const before = offsets[first] as number
  // What holds when the period begins, as if it had held since 1970.
  const begin = observance(Math.min(0, from) + before, before, before)
  const later = changes.slice(first, last).map((at, index) => {
    const [offset, next] = [offsets[first + index] as number, offsets[first + index + 1] as number]
    return observance(at + offset, offset, next)
  })
  return `${contentLine('BEGIN', 'VTIMEZONE')}${contentLine('TZID', name)}${begin}${later.join('')}${contentLine('END', 'VTIMEZONE')}`
}

function observance(wallTime: number, from: number, to: number): string {
  const kind = to > from ? 'DAYLIGHT' : 'STANDARD'
  return [
    contentLine('BEGIN', kind),
    contentLine('DTSTART', writeTime({ at: wallTime, kind: 'wall' })),
    contentLine('TZOFFSETFROM', offsetText(from)),
    contentLine('TZOFFSETTO', offsetText(to)),
    contentLine('END', kind),
  ].join('')
}
function offsetText(offsetMs: number): string {
  const seconds = Math.abs(offsetMs) / 1000
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${offsetMs < 0 ? '-' : '+'}${two(seconds / 3600)}${two((seconds / 60) % 60)}${seconds % 60 === 0 ? '' : two(seconds % 60)}`
}
