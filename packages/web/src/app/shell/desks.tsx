import { type ReactNode, useMemo } from 'react'
import { ActionDeskProvider } from '../action/action-desk.js'
import { SourceProvider, useSource } from '../data/use-source.js'
import { RunsPlace, RunsProvider } from '../run/runs.js'
import { ToastProvider } from '../toast/toasts.js'
import { noteActs } from '../write/note-acts.js'
import { PendingProvider } from '../write/use-pending.js'

/** What any part of the page writes and acts through. */
export function Desks({ children }: { readonly children: ReactNode }): ReactNode {
  const outside = useSource()
  const { source, answered } = useMemo(() => noteActs(outside), [outside])
  return (
    <SourceProvider value={source}>
      <PendingProvider>
        <RunsProvider>
          <ToastProvider answered={answered}>
            <ActionDeskProvider>
              {children}
              <RunsPlace />
            </ActionDeskProvider>
          </ToastProvider>
        </RunsProvider>
      </PendingProvider>
    </SourceProvider>
  )
}
