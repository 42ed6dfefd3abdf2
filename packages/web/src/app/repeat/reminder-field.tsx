import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { momentText } from '../field/moment-text.js'
import type { Labelled } from '../form/field.js'
import { useReading } from '../format/use-formats.js'
import { reminderSpans, reminderText, spanOf } from './reminder-text.js'
import '../styles/repeat.css'

interface ReminderFieldProps {
  readonly text: string
  readonly set: (text: string) => void
  readonly due: number | undefined
  readonly label: string
  readonly labelled: Labelled
}

/** Chooses how long before the due time a reminder comes, or a time of its own. */
export function ReminderField({ text, set, due, label, labelled }: ReminderFieldProps): ReactNode {
  const { env } = useReading().formats
  const [isOwn, setOwn] = useState(text !== '' && spanOf(text) === undefined)
  const choose = (next: string) => {
    setOwn(next === 'own')
    set(next === 'own' ? momentText(due ?? Date.now(), env) : next)
  }
  return (
    <div className="reminder">
      <span className="editor-line form-line">
        <ReminderSelect label={label} labelled={labelled} value={isOwn ? 'own' : text} choose={choose} />
      </span>
      {isOwn ? <OwnTime text={text} set={set} label={label} /> : null}
    </div>
  )
}

interface ReminderSelectProps {
  readonly label: string
  readonly labelled?: Labelled
  readonly value: string
  readonly choose: (value: string) => void
}

/** The choices of a reminder. */
export function ReminderSelect({ label, labelled = {}, value, choose }: ReminderSelectProps): ReactNode {
  const words = useWords().repeat.reminder
  const { formats } = useReading()
  return (
    <select {...labelled} aria-label={label} value={value} onChange={({ target }) => choose(target.value)}>
      <option value="">{words.none}</option>
      {reminderSpans.map((span) => (
        <option key={span} value={reminderText(span)}>
          {span === 0 ? words.atDue : words.before(formats.duration(span))}
        </option>
      ))}
      <option value="own">{words.own}</option>
    </select>
  )
}

/** The time of a reminder that does not follow the due time. */
export function OwnTime({ text, set, label }: Pick<ReminderFieldProps, 'text' | 'set' | 'label'>): ReactNode {
  const words = useWords().repeat.reminder
  return (
    <span className="editor-line form-line">
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={words.ownOf(label)}
        value={text}
        onChange={({ target }) => set(target.value)}
      />
    </span>
  )
}
