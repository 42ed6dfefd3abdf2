import type { deleteWorkspaceContract } from '@tenure/core/administration'
import { Button, Card, Dialog, type ElementContext, type Text, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { mainOf, people, type ShownWorkspace, teams, type WorkspaceList } from './list.js'

interface DeleteProps {
  readonly context: ElementContext
  readonly list: WorkspaceList
  readonly workspace: ShownWorkspace
  readonly text: Text
  readonly gone: () => void
}

/** Deletes a team workspace: what becomes of everything is said first, and acknowledged. */
export function DeleteWorkspace(props: DeleteProps): ReactNode {
  const { list, workspace, text } = props
  const [isAsking, setAsking] = useState(false)
  const who = { teams: teams(workspace.teams.length, text), people: people(workspace.people, text), main: mainOf(list)?.name ?? '' }
  return (
    <>
      <Card
        title={text('Delete workspace')}
        lead={text('Back to {main}: {teams} with {people}.', who)}
        end={<Button onPress={() => setAsking(true)}>{text('Delete')}</Button>}
      />
      {isAsking ? <Asking {...props} close={() => setAsking(false)} /> : null}
    </>
  )
}

function Asking({ context, list, workspace, text, gone, close }: DeleteProps & { readonly close: () => void }): ReactNode {
  const toasts = useToasts()
  const [isKnown, setKnown] = useState(false)
  const { id, name, views } = workspace
  const main = mainOf(list)?.name ?? ''
  const rows = [
    [`${teams(workspace.teams.length, text)}, ${people(workspace.people, text)}`, text('back to {main} at once', { main })],
    [views === 1 ? text('1 view for everyone') : text('{n} views for everyone', { n: views }), text('deleted')],
    [text('Settings of the workspace'), text('deleted')],
    [text('Private views'), text('stay with their owners')],
    [text('Customers and all other records'), text('stay as they are')],
  ]
  const run = async () => {
    const outcome = await context.act<typeof deleteWorkspaceContract>('tenure.core/delete-workspace', { workspace: id, acknowledged: true })
    close()
    if (!outcome.ok) return void toasts.show({ tone: 'refused', title: outcome.problem.message })
    toasts.show({ tone: 'done', title: text('The workspace {name} is deleted.', { name }) })
    gone()
  }
  return (
    <Dialog title={text('Delete workspace “{name}”', { name })} className="confirm" close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (isKnown) void run()
        }}
      >
        <dl className="fates">
          {rows.map(([what, fate]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{fate}</dd>
            </div>
          ))}
        </dl>
        <label className="check">
          <input type="checkbox" checked={isKnown} onChange={(event) => setKnown(event.target.checked)} />
          {text('I know that this cannot be undone')}
        </label>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn final" disabled={!isKnown}>
            {text('Delete workspace')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
