import { type ReactNode, Suspense, useId, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { lazily } from '../early/lazily.js'
import { Icon } from '../part/icon.js'
import { placeUnder } from '../part/place.js'
import type { Parsed } from './parsed.js'

const DayPicker = lazily('DayPicker', () => import('./day-picker.js'))

interface CalendarButtonProps {
  readonly text: string
  readonly pick: (day: string) => void
  readonly read: (text: string) => Parsed<string>
}

/** Opens a calendar beside the field of a day. */
export function CalendarButton({ text, pick, read }: CalendarButtonProps): ReactNode {
  const words = useWords().field
  const id = useId()
  const layer = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const day = read(text)
  return (
    <>
      <button
        ref={button}
        type="button"
        className="ib tiny"
        tabIndex={-1}
        aria-label={words.calendar}
        title={words.calendar}
        aria-expanded={isOpen}
        popoverTarget={id}
      >
        <Icon name="calendar" size={14} />
      </button>
      <div
        ref={layer}
        id={id}
        popover="auto"
        className="layer"
        onBeforeToggle={(event) => {
          if (event.newState === 'open' && button.current && layer.current)
            placeUnder(button.current.parentElement ?? button.current, layer.current)
        }}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {isOpen ? (
          <Suspense fallback={<div className="day-picker" />}>
            <DayPicker
              day={day.ok ? day.value : undefined}
              pick={(chosen) => {
                pick(chosen)
                layer.current?.hidePopover()
                button.current?.parentElement?.querySelector('input')?.focus()
              }}
            />
          </Suspense>
        ) : null}
      </div>
    </>
  )
}
