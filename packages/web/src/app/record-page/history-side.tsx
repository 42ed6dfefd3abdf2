import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import type { PropertyValue, RecordDetail } from '../data/answers.js'
import { Icon } from '../part/icon.js'
import { PropertyHistory } from '../timeline/property-history.js'

interface HistorySideProps {
  readonly record: RecordDetail
  readonly property: PropertyValue
  readonly close: () => void
}

/** The history of a property at the side of the page. Esc closes it, and the focus goes back to the property. */
export function HistorySide({ record, property, close }: HistorySideProps): ReactNode {
  const words = useWords().record
  const first = useRef<HTMLButtonElement>(null)
  const { name, label } = property
  useEffect(() => first.current?.focus(), [])
  const leave = () => {
    close()
    document.querySelector<HTMLElement>(`[data-origin="${CSS.escape(name)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    leave()
  }
  return (
    <aside className="rp-side" aria-label={words.historyOf(label)} onKeyDown={onKeyDown}>
      <header>
        <h2 className="cut">
          {label} <span className="small t3">{words.history}</span>
        </h2>
        <button ref={first} type="button" className="ib" aria-label={words.close} title={words.closeTip} onClick={leave}>
          <Icon name="x" />
        </button>
      </header>
      <PropertyHistory record={record} property={property} />
    </aside>
  )
}
