import { Button, Dialog, type ElementContext, Field, type Text, TextInput } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { copyDashboardContract, saveDashboardContract } from '../desk/board-contract.js'
import { mostInName } from '../desk/name-limit.js'
import { useActing } from './acting.js'

interface NameDialogProps {
  readonly context: ElementContext
  readonly text: Text
  readonly close: () => void
  readonly opened: (id: string) => void
  /** The dashboard that gets another name, or of which a copy is made. */
  readonly of?: { readonly id: string; readonly name: string; readonly version: string; readonly does: 'rename' | 'copy' }
}

/** Asks for the name of a dashboard: a new one, a copy, or one that is there. */
export function NameDialog({ context, text, close, opened, of }: NameDialogProps): ReactNode {
  const act = useActing(context)
  const [name, setName] = useState(of === undefined ? '' : of.does === 'copy' ? text('Copy of {name}', { name: of.name }) : of.name)
  const save = async () => {
    const about = name.trim()
    const done =
      of?.does === 'copy'
        ? await act<typeof copyDashboardContract>({
            id: 'tenure.dashboards/copy-dashboard',
            input: { id: of.id, name },
            said: 'Dashboard duplicated',
            about,
          })
        : await act<typeof saveDashboardContract>({
            id: 'tenure.dashboards/save-dashboard',
            input: { name, ...(of && { id: of.id, version: of.version }) },
            said: of === undefined ? 'Dashboard created' : 'Dashboard renamed',
            about,
          })
    if (done === undefined) return
    close()
    if (done !== 'done') opened(done.id)
  }
  const title = of === undefined ? 'New dashboard' : of.does === 'copy' ? 'Duplicate dashboard' : 'Rename dashboard'
  return (
    <Dialog title={text(title)} isForm close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (isName(name)) void save()
        }}
      >
        <div className="form-fields fields">
          <NameField
            {...{ text, name, setName }}
            hint={of?.does === 'rename' ? undefined : text('Only you see it, until it is added to the workspace.')}
          />
        </div>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri" disabled={!isName(name)}>
            {text(of === undefined ? 'Create dashboard' : of.does === 'copy' ? 'Duplicate' : 'Rename')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** Whether a dashboard or a report can have this name. */
export function isName(name: string): boolean {
  const { length } = name.trim()
  return length > 0 && length <= mostInName
}

interface NameFieldProps {
  readonly text: Text
  readonly name: string
  readonly setName: (name: string) => void
  readonly hint?: string | undefined
  readonly autoFocus?: boolean
}
/** The name of a dashboard or a report. More than it may have cannot be typed; where it begins with more, as that of a copy does, the field says so. */
export function NameField({ text, name, setName, hint, autoFocus = false }: NameFieldProps): ReactNode {
  const isLong = name.trim().length > mostInName
  const fault = isLong ? text('A name has at most {n} characters.', { n: mostInName }) : undefined
  return (
    <Field label={text('Name')} hint={hint} fault={fault}>
      <TextInput value={name} onChange={setName} label={text('Name')} most={mostInName} autoFocus={autoFocus} />
    </Field>
  )
}
