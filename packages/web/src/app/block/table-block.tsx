import { type ReactNode, Suspense } from 'react'
import { useActionDesk } from '../action/action-desk.js'
import { type Offer, rowOffers } from '../action/offer.js'
import type { Row } from '../data/named.js'
import { lazily } from '../early/lazily.js'
import { humanise } from '../format/names.js'
import { useTranslate } from '../language/texts-provider.js'
import { LoadingLines } from '../part/states.js'
import type { PlainTableProps } from '../plain/plain-table.js'
import { openedRecord } from '../row/opened-record.js'
import type { Drawn } from './renderer.js'
import { WithWindow } from './sourced.js'

// Not needed for the first rows, which are those of a list with views.
const PlainTable = lazily('PlainTable', () => import('../plain/plain-table.js'))

/** A table without views and columns to choose: all rows of its source. A tab that is one with them is drawn by `TableTab`. */
export function Table({ block }: Drawn<'table'>): ReactNode {
  const translate = useTranslate()
  const { start } = useActionDesk()
  const columns = block.columns.map(({ field, label = translate(humanise(field)), format = 'text' }) => ({ field, label, format }))
  const acts: Pick<PlainTableProps, 'offersOf' | 'start'> =
    block.rowActions.length === 0
      ? {}
      : {
          offersOf: (row) => rowOffers(block.rowActions, row),
          start: (offer: Offer, subject, back) => start(offer, { subject, back: () => back.focus({ preventScroll: true }) }),
        }
  return (
    <WithWindow block={block}>
      {(window) => (
        <Suspense fallback={<LoadingLines lines={4} />}>
          <PlainTable
            label={block.title}
            columns={columns}
            rows={window.rows}
            total={window.total}
            {...(block.opens && { opens: (row: Row) => openedRecord(block.opens, row, window.objectType) })}
            {...acts}
          />
        </Suspense>
      )}
    </WithWindow>
  )
}
