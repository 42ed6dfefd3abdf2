import { type ReactNode, Suspense } from 'react'
import { lazily } from '../early/lazily.js'
import { LoadingLines } from '../part/states.js'
import type { ShownChange } from './health-change.js'

const Ledger = lazily('HealthChange', () => import('./health-change.js'))

/** What moved a score, cause by cause, as the health card says it. `change` is that of `healthContract`. */
export function HealthChange({ change }: { readonly change: ShownChange }): ReactNode {
  return (
    <Suspense fallback={<LoadingLines lines={3} />}>
      <Ledger change={change} />
    </Suspense>
  )
}
