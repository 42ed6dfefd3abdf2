import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { Dialog } from '../part/dialog.js'
import { failuresOf, notDoneOf, type RunReport } from './run-text.js'

/** The records that a run did not change, by name, with the reason for each. */
export function RunFailures({ report, close }: { readonly report: RunReport; readonly close: () => void }): ReactNode {
  const words = useWords().bulk.run
  const { number } = useReading().formats
  const failures = failuresOf(report, words)
  const count = notDoneOf(report)
  return (
    <Dialog title={words.failures(number(count))} close={close}>
      {failures.length < count ? <p className="small t3 run-note">{words.failuresFirst(number(failures.length), number(count))}</p> : null}
      <dl className="run-failures">
        {failures.map(({ name, why }, at) => (
          <div key={at}>
            <dt className="cut" dir="auto">
              {name}
            </dt>
            <dd className="t2">{why}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
