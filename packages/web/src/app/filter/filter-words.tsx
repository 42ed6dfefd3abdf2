import type { FilterData } from '@tenure/core/contract'
import { lazy, type ReactNode, Suspense } from 'react'

interface FilterWordsProps {
  /** The object type, or the role, of the records that it is on. */
  readonly type: string
  readonly filter: FilterData
}

const Words = lazy(async () => ({ default: (await import('./condition-words.js')).ConditionWords }))

/** A filter in words: *priority is urgent and stage is open*. */
export function FilterWords(props: FilterWordsProps): ReactNode {
  return (
    <Suspense fallback="…">
      <Words {...props} />
    </Suspense>
  )
}
