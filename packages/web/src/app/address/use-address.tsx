import { createContext, type ReactNode, useCallback, useContext, useMemo, useSyncExternalStore } from 'react'
import { type Address, type AddressChange, formatAddress, parseAddress, withChange } from './address.js'
import { guards } from './leave-guard.js'

/** What is kept beside the address in the browser's history, and survives a reload: where the open record is in its list, and from which records one came. */
export interface Aside {
  readonly index?: number
  readonly trail?: readonly { readonly type: string; readonly id: string; readonly title: string }[]
}
/** How a change of address is kept: as a step that *back* undoes, or in place of the one before. */
export type Step = 'push' | 'replace'

interface Place {
  readonly address: Address
  readonly aside: Aside
  go(change: AddressChange, step?: Step, aside?: Aside): void
}

const PlaceContext = createContext<Place | undefined>(undefined)
const listeners = new Set<() => void>()

function listen(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

function move(next: string, step: Step, aside: Aside): void {
  const url = window.location.pathname + next + window.location.hash
  if (step === 'push' && next !== window.location.search) window.history.pushState(aside, '', url)
  else window.history.replaceState(aside, '', url)
  for (const listener of listeners) listener()
}

/** Keeps the address and the page in step, both ways. */
export function AddressProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const query = useSyncExternalStore(listen, () => window.location.search)
  const state = useSyncExternalStore(listen, () => window.history.state as Aside | null)
  const go = useCallback((change: AddressChange, step: Step = 'push', aside: Aside = {}) => {
    const now = parseAddress(window.location.search)
    const then = withChange(now, change)
    const goOn = () => move(formatAddress(then), step, aside)
    if ((then.tab !== now.tab || then.at !== now.at) && [...guards].some((holds) => holds(goOn))) return
    goOn()
  }, [])
  const place = useMemo(() => ({ address: parseAddress(query), aside: state ?? {}, go }), [query, state, go])
  return <PlaceContext value={place}>{children}</PlaceContext>
}

/** The address of the page, and the way to change it. */
export function useAddress(): Place {
  const place = useContext(PlaceContext)
  if (place === undefined) throw new Error('The page was drawn outside of its address.')
  return place
}
