import { useEffect, useSyncExternalStore } from 'react'

/** A follow-up that somebody asked for elsewhere than at the record: its composer opens with the record. */
interface Wanted {
  readonly type: string
  readonly id: string
  readonly kind: string
}
let wanted: Wanted | undefined
const listeners = new Set<() => void>()

function set(next: Wanted | undefined): void {
  wanted = next
  for (const listener of listeners) listener()
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the composer of that kind as soon as the record is shown. */
export function wantFollowUp(next: Wanted): void {
  set(next)
}
/** Starts what was asked for this record, once. */
export function useWantedFollowUp({ type, id }: { readonly type: string; readonly id: string }, start: (kind: string) => void): void {
  const asked = useSyncExternalStore(subscribe, () => wanted)
  const isMine = asked?.type === type && asked.id === id
  useEffect(() => {
    if (!isMine || asked === undefined) return
    set(undefined)
    start(asked.kind)
  }, [isMine, asked])
}
