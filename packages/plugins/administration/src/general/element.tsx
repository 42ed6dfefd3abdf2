// Drawn by the page: the General settings of the workspace in which the administrator works.
import type { workspacesContract } from '@tenure/core/administration'
import type { sessionContract } from '@tenure/core/page'
import { type ElementContext, FormPage, LoadingLines, registerElement, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import { GeneralForm } from '../workspaces/general-form.js'

function GeneralPage({ context }: { readonly context: ElementContext<typeof workspacesContract> }): ReactNode {
  const text = useText()
  const session = useLive(useMemo(() => context.watch<typeof sessionContract>('tenure.core/session'), [context.watch]))?.value
  const list = useLive(context.answer)?.value
  const workspace = list?.workspaces.find(({ id }) => id === session?.workspace.id)
  if (list === undefined || workspace === undefined) return <LoadingLines />
  return (
    <GeneralForm
      key={workspace.id}
      context={context}
      list={list}
      workspace={workspace}
      layout={({ fields, aside, bar }) => (
        <FormPage
          title={text('General')}
          lead={workspace.main ? text('What the main workspace is called.') : text('What this workspace is called, and whose it is.')}
          aside={aside}
          bar={bar}
        >
          {fields}
        </FormPage>
      )}
    />
  )
}

registerElement('tenure-administration-general', GeneralPage)
