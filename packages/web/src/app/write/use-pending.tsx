import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { JsonValue } from '../data/answers.js'
import { useSource } from '../data/use-source.js'
import { type Pending, PendingEdits } from './pending-edits.js'

const PendingContext = createContext<PendingEdits | undefined>(undefined)

/** Gives the page its pending edits. */
export function PendingProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const source = useSource()
  const edits = useMemo(() => new PendingEdits(source), [source])
  return <PendingContext value={edits}>{children}</PendingContext>
}

/** The page's pending edits. */
export function usePendingEdits(): PendingEdits {
  const edits = useContext(PendingContext)
  if (edits === undefined) throw new Error('A record was drawn outside of the pending edits.')
  return edits
}

/** The pending edits of one record by property; drawn again when one of them changes. `undefined` watches none. */
export function usePendingOf(record: { readonly type: string; readonly id: string } | undefined): ReadonlyMap<string, Pending> {
  const edits = usePendingEdits()
  return useSyncExternalStore(edits.subscribe, () => (record === undefined ? none : edits.of(record.type, record.id)))
}
const none: ReadonlyMap<string, Pending> = new Map()

/** Takes note of what the live data show of a record that has pending edits. */
export function useConfirmed(
  record: { readonly type: string; readonly id: string } | undefined,
  pending: ReadonlyMap<string, Pending>,
  streamed: (property: string) => JsonValue | undefined,
): void {
  const edits = usePendingEdits()
  useEffect(() => {
    if (record === undefined) return
    for (const property of pending.keys()) {
      const value = streamed(property)
      if (value !== undefined) edits.confirm({ type: record.type, id: record.id, property }, value)
    }
  })
}
