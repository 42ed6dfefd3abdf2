// Drawn by the page: the workspaces of the account, and the settings of each.
import type { workspacesContract } from '@tenure/core/administration'
import { AdminSheet, Button, type ElementContext, LoadingLines, registerElement, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { NewWorkspace } from './new-workspace.js'
import { WorkspacePanel } from './workspace-panel.js'
import { WorkspaceTable } from './workspace-table.js'

function WorkspacesPage({ context }: { readonly context: ElementContext<typeof workspacesContract> }): ReactNode {
  const text = useText()
  const [isNew, setNew] = useState(false)
  const list = useLive(context.answer)?.value
  if (list === undefined) return <LoadingLines />
  const [open, section] = (context.at ?? '').split(':')
  const workspace = list.workspaces.find(({ id }) => id === open)
  const used = list.workspaces.length - 1
  return (
    <AdminSheet
      title={text('Workspaces')}
      note={text('{used} of {limit} team workspaces', { used, limit: list.limit })}
      actions={
        <Button icon="plus" isDisabled={list.full !== undefined} onPress={() => setNew(true)}>
          {text('New workspace')}
        </Button>
      }
      {...(list.full !== undefined && { foot: list.full })}
      side={
        workspace === undefined ? null : (
          <WorkspacePanel
            key={workspace.id}
            {...{ context, list, workspace, text }}
            section={section}
            show={(next) => context.goTo(next === undefined ? workspace.id : `${workspace.id}:${next}`)}
            close={() => context.goTo(undefined)}
          />
        )
      }
    >
      <WorkspaceTable list={list} open={workspace?.id} show={(id) => context.goTo(id)} text={text} />
      {isNew ? <NewWorkspace {...{ context, list, text }} close={() => setNew(false)} open={(id) => context.goTo(id)} /> : null}
    </AdminSheet>
  )
}

registerElement('tenure-administration-workspaces', WorkspacesPage)
