import type { ReactNode } from 'react'
import { ActionDeskProvider } from '../action/action-desk.js'
import { RunsPlace, RunsProvider } from '../run/runs.js'
import { ToastProvider } from '../toast/toasts.js'
import { PendingProvider } from '../write/use-pending.js'

/** What any part of the page writes and acts through. */
export function Desks({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <PendingProvider>
      <RunsProvider>
        <ToastProvider>
          <ActionDeskProvider>
            {children}
            <RunsPlace />
          </ActionDeskProvider>
        </ToastProvider>
      </RunsProvider>
    </PendingProvider>
  )
}
