import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'
import { Face, Mark } from '../part/mark.js'
import { type Entry, markedIn, type Section } from './entries.js'

interface EntryListProps {
  readonly id: string
  readonly optionId: (entry: Entry) => string
  readonly text: string
  readonly sections: readonly Section[]
  readonly active: Entry | undefined
  readonly run: (entry: Entry, isBeside: boolean) => void
  /** The pointer is over an entry. */
  readonly point: (id: string) => void
}

/** The entries of the palette, in groups. The focus is in the field above; the active one is named there. */
export function EntryList({ id, optionId, text, sections, active, run, point }: EntryListProps): ReactNode {
  const words = useWords().palette
  const list = useRef<HTMLDivElement>(null)
  const activeId = active?.id
  useEffect(() => {
    if (activeId === undefined) return
    const option = list.current?.querySelector('[aria-selected="true"]')
    const isFirst = option === list.current?.querySelector('[role="option"]')
    if (isFirst) list.current?.scrollTo({ top: 0 })
    else option?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    <div className="res" id={id} ref={list} role="listbox" aria-label={words.results}>
      {sections.map(({ title, entries }, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div role="group" key={title} aria-labelledby={`${id}-${at}`}>
          <h3 id={`${id}-${at}`} role="presentation">
            {title}
          </h3>
          {entries.map((entry) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
            <div
              key={entry.id}
              id={optionId(entry)}
              className="entry"
              role="option"
              aria-selected={entry === active}
              onPointerMove={() => entry !== active && point(entry.id)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={(event) => run(entry, event.ctrlKey || event.metaKey)}
            >
              <EntryLine entry={entry} text={text} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

function EntryLine({ entry, text }: { readonly entry: Entry; readonly text: string }): ReactNode {
  const { id, title, detail, icon, mark, end, keys } = entry
  const recordId = id.split(' ').slice(2).join(' ')
  return (
    <>
      {mark === 'company' ? (
        <Mark id={recordId} name={title} />
      ) : mark === 'contact' ? (
        <Face id={recordId} name={title} />
      ) : (
        <Icon name={icon} />
      )}
      <span className="grow cut" dir="auto">
        <Marked name={title} text={text} />
        {detail === undefined ? null : (
          <span className="t3">
            {' '}
            <Marked name={detail} text={text} />
          </span>
        )}
      </span>
      {end === undefined ? null : <span className="small t3 num end">{end}</span>}
      {keys?.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  )
}

function Marked({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  return markedIn(name, text).map((part, at) => (part.isMarked ? <mark key={`${at}`}>{part.text}</mark> : part.text))
}
