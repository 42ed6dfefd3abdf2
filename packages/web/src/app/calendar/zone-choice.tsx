import { offsetAt, zoneNames } from '@tenure/core/zone'
import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'

interface ZoneChoiceProps {
  readonly zone: string
  readonly setZone: (zone: string | null) => void
}
const mostShown = 40

/** In which time zone the calendar is: the user's own, or any other. */
export function ZoneChoice({ zone, setZone }: ZoneChoiceProps): ReactNode {
  const words = useWords().calendar
  const own = useReading().formats.env.timeZone
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, '_')
  const found = zoneNames().filter((name) => name.toLowerCase().includes(wanted))
  const shown = (wanted === '' ? [...new Set([own, zone, 'UTC', ...found])] : found).slice(0, mostShown)
  return (
    <Popover
      className="btn ghost"
      label={words.zone(`${cityOf(zone)} (${offsetText(zone)})`)}
      align="end"
      button={
        <>
          <span className="cut">
            {cityOf(zone)} ({offsetText(zone)})
          </span>
          <Icon name="chevron-down" size={12} />
        </>
      }
    >
      {({ close }) => (
        <div className="cal-zones">
          <input
            className="in"
            type="search"
            aria-label={words.findZone}
            placeholder={words.findZone}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <ul>
            {shown.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  aria-pressed={name === zone}
                  onClick={() => {
                    setZone(name === own ? null : name)
                    setTyped('')
                    close()
                  }}
                >
                  <span className="grow cut">{name.replace(/_/g, ' ')}</span>
                  <span className="t3 num">{name === own ? words.yours : offsetText(name)}</span>
                </button>
              </li>
            ))}
            {shown.length === 0 ? <li className="t3 pad">{words.noZone}</li> : null}
          </ul>
        </div>
      )}
    </Popover>
  )
}
function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replace(/_/g, ' ')
}
function offsetText(zone: string): string {
  const minutes = Math.round(offsetAt(Date.now(), zone) / 60_000)
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '\u2212' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}
