import type { Frame } from '@tenure/core/contract'
import { useSyncExternalStore } from 'react'
import type { Live } from './live.js'

/** The newest frame of a live answer; the component is drawn again with each. Keep the `Live` of a `watch` by `useMemo`. */
export function useLive<T>(live: Live<T>): Frame<T> | undefined {
  return useSyncExternalStore(live.subscribe, live.now)
}
