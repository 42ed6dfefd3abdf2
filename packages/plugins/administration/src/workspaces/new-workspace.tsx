import type { createWorkspaceContract } from '@tenure/core/administration'
import { Button, Dialog, type ElementContext, type Text } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type Faults, faultsOf } from '../settings/faults.js'
import { GeneralFields, type GeneralValues } from './general-fields.js'
import { pendingTeams, type WorkspaceList } from './list.js'

interface NewWorkspaceProps {
  readonly context: ElementContext
  readonly list: WorkspaceList
  readonly text: Text
  readonly close: () => void
  readonly open: (workspace: string) => void
}

/** Makes a team workspace; its settings open then (WSP-4). */
export function NewWorkspace({ context, list, text, close, open }: NewWorkspaceProps): ReactNode {
  const [values, setValues] = useState<GeneralValues>({ name: '', description: '', teams: [] })
  const [move, setMove] = useState<readonly string[]>([])
  const [faults, setFaults] = useState<Faults>({})
  const [refusal, setRefusal] = useState<string>()
  const isPending = pendingTeams(list, undefined, values.teams, move).length > 0
  const create = async () => {
    const { teams, ...rest } = values
    const outcome = await context.act<typeof createWorkspaceContract>('tenure.core/create-workspace', {
      ...rest,
      teams: [...teams],
      move: [...move],
    })
    if (!outcome.ok) {
      const own = faultsOf(outcome)
      setFaults(own ?? {})
      return setRefusal(own === undefined ? outcome.problem.message : undefined)
    }
    close()
    open(outcome.value.id)
  }
  return (
    <Dialog title={text('New workspace')} className="workspace-dialog" isForm close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) void create()
        }}
      >
        <div className="form-fields fields">
          <GeneralFields
            {...{ list, values, move, setMove, faults, text }}
            own={undefined}
            isMain={false}
            set={(change) => {
              setFaults({})
              setValues({ ...values, ...change })
            }}
          />
        </div>
        {refusal === undefined ? null : (
          <p role="alert" className="bad">
            {refusal}
          </p>
        )}
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri" disabled={isPending}>
            {text('Create workspace')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
