import { Button, Dialog, type ElementContext, Field, type Text, TextInput } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { copyDashboardContract, saveDashboardContract } from '../desk/board-contract.js'
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
          if (name.trim() !== '') void save()
        }}
      >
        <div className="form-fields fields">
          <Field
            label={text('Name')}
            hint={of?.does === 'rename' ? undefined : text('Only you see it, until it is added to the workspace.')}
          >
            <TextInput value={name} onChange={setName} label={text('Name')} />
          </Field>
        </div>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri" disabled={name.trim() === ''}>
            {text(of === undefined ? 'Create dashboard' : of.does === 'copy' ? 'Duplicate' : 'Rename')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
