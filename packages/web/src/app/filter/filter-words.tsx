import type { FilterData } from '@tenure/core/contract'
import { type ReactNode, Suspense } from 'react'
import { lazily } from '../early/lazily.js'

interface FilterWordsProps {
  /** The object type, or the role, of the records that it is on. */
  readonly type: string
  readonly filter: FilterData
}

const Words = lazily('ConditionWords', () => import('./condition-words.js'))

/** A filter in words: *priority is urgent and stage is open*. */
export function FilterWords(props: FilterWordsProps): ReactNode {
  return (
    <Suspense fallback="…">
      <Words {...props} />
    </Suspense>
  )
}
