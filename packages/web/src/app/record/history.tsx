import { type ReactNode, Suspense, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { lazily } from '../early/lazily.js'
import { LoadingLines } from '../part/states.js'
import { Section } from './section.js'

const Changes = lazily('Changes', () => import('../timeline/timeline.js'))

/** The history of a whole record; it is read when it is asked for. */
export function RecordHistory({ record }: { readonly record: RecordDetail }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const words = useWords().record
  const end = (
    <button type="button" className="more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? words.hide : words.show}
    </button>
  )
  return (
    <Section title={words.history} end={end}>
      {isOpen ? (
        <Suspense fallback={<LoadingLines lines={3} />}>
          <Changes record={record} />
        </Suspense>
      ) : (
        <p className="t3 none">{words.historyWhy}</p>
      )}
    </Section>
  )
}
