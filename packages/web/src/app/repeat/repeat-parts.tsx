import type { ReactNode } from 'react'
import type { LoadedProps } from '../field/editing.js'
import { ReminderEditor } from './reminder-editor.js'
import { RepeatEditor } from './repeat-editor.js'

export { RepeatText } from './repeat-text.js'

/** Edits a rule or a reminder where it is shown. Both come as one, since the first rows have no room for two addresses. */
export function RepeatOrReminder(props: LoadedProps): ReactNode {
  return props.kind === 'repeat' ? <RepeatEditor {...props} /> : <ReminderEditor {...props} />
}
