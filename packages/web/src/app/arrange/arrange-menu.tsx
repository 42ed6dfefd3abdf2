import { type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { lazily } from '../early/lazily.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { LoadingLines } from '../part/states.js'

const ArrangeList = lazily('ArrangeList', () => import('./arrange-list.js'))

/** Chooses which properties lead and which sections there are, for all records of the type. */
export function ArrangeMenu({ record }: { readonly record: RecordDetail }): ReactNode {
  const words = useWords().record
  return (
    <Popover label={words.arrange} tip={words.arrange} button={<Icon name="gear" />} align="end">
      {() => (
        <Suspense fallback={<LoadingLines lines={6} />}>
          <ArrangeList record={record} />
        </Suspense>
      )}
    </Popover>
  )
}
