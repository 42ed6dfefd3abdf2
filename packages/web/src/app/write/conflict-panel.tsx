import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { useWhoChanged } from './use-save.js'

interface ConflictPanelProps {
  readonly place: { readonly type: string; readonly id: string; readonly property: string }
  readonly label: string
  /** The values as text; `''` is no value. */
  readonly yours: string
  readonly theirs: string
  readonly was: string
  readonly saveYours: () => void
  readonly keepTheirs: () => void
}

/** Somebody changed the value meanwhile: both values side by side, and nothing is lost (REC-2). */
export function ConflictPanel({ place, label, yours, theirs, was, saveYours, keepTheirs }: ConflictPanelProps): ReactNode {
  const words = useWords().write
  const who = useWho(place)
  const name = who?.name ?? words.someone
  const { formats } = useReading()
  return (
    <section className="conflict" role="alert">
      <p className="warn">
        <Icon name="alert" size={14} />
        <span>{words.someoneChanged(name, label)}</span>
      </p>
      <div className="both">
        <Side title={words.yours} value={yours} note={words.unsaved} isMine />
        <Side
          title={who?.at === undefined ? name : words.theirs(name, formats.time(who.at))}
          value={theirs}
          note={words.before(was || words.noValue)}
        />
      </div>
      <div className="acts">
        <button type="button" className="btn primary" onClick={saveYours}>
          {words.saveYours}
        </button>
        <button type="button" className="btn" onClick={keepTheirs}>
          {words.keepTheirs(name)}
        </button>
      </div>
    </section>
  )
}

interface SideProps {
  readonly title: string
  readonly value: string
  readonly note: string
  readonly isMine?: boolean
}

function Side({ title, value, note, isMine = false }: SideProps): ReactNode {
  const words = useWords().write
  return (
    <div className={isMine ? 'side-value mine' : 'side-value'}>
      <span className="small t3" dir="auto">
        {title}
      </span>
      <b dir="auto">{value || words.noValue}</b>
      <span className="small t3">{note}</span>
    </div>
  )
}

function useWho({ type, id, property }: ConflictPanelProps['place']) {
  const whoChanged = useWhoChanged()
  const [who, setWho] = useState<Awaited<ReturnType<typeof whoChanged>>>()
  useEffect(() => {
    let isHere = true
    void whoChanged({ type, id, property }).then((found) => isHere && setWho(found))
    return () => {
      isHere = false
    }
  }, [type, id, property, whoChanged])
  return who
}
