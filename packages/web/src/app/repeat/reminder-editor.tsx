import { type ReactNode, useId, useState } from 'react'
import type { LoadedProps } from '../field/editing.js'
import { FieldError, useFaultText } from '../field/fault-text.js'
import { momentText } from '../field/moment-text.js'
import { TextEditor } from '../field/text-editor.js'
import { useEditing } from '../field/use-editing.js'
import { useReading } from '../format/use-formats.js'
import { OwnTime, ReminderSelect } from './reminder-field.js'
import { parseReminder, textBeside } from './reminder-text.js'

/** Edits a reminder where it is shown: by how long before the due time it comes, where there is one. */
export function ReminderEditor(props: LoadedProps): ReactNode {
  const due = props.beside?.['dueAt']
  return typeof due === 'number' ? <BesideDue {...props} due={due} /> : <TextEditor {...props} kind="datetime" />
}

function BesideDue({ due, ...props }: LoadedProps & { readonly due: number }): ReactNode {
  const { value, label, error } = props
  const { env } = useReading().formats
  const faultText = useFaultText()
  const id = useId()
  const first = value === null ? '' : (textBeside(value, due) ?? 'own')
  const firstText = momentText(typeof value === 'number' ? value : due, env)
  const [choice, setChoice] = useState(first)
  const [text, setText] = useState(firstText)
  const isUnchanged = choice === first && (choice !== 'own' || text === firstText)
  const read = () =>
    isUnchanged
      ? ('unchanged' as const)
      : parseReminder(choice === 'own' ? text : choice, due, { ...env, currency: '', currencies: [], required: false })
  const editing = useEditing(props, { read })
  const message = editing.fault === undefined ? error : faultText(editing.fault)
  const change = (set: (next: string) => void) => (next: string) => {
    editing.touch()
    set(next)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the keys of its fields
    <div ref={editing.frame} className="editor" onKeyDownCapture={editing.onKeyDownCapture} onBlur={editing.onBlur}>
      <div className={`editor-line${message === undefined ? '' : ' wrong'}`}>
        <ReminderSelect label={label} labelled={{ 'aria-describedby': `${id}-fault` }} value={choice} choose={change(setChoice)} />
      </div>
      {choice === 'own' ? <OwnTime text={text} set={change(setText)} label={label} /> : null}
      {message === undefined ? null : <FieldError id={`${id}-fault`}>{message}</FieldError>}
    </div>
  )
}
