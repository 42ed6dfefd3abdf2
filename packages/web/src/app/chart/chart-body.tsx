import type { Block } from '@tenure/core/block'
import { type ReactNode, useMemo, useState } from 'react'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import type { Row } from '../data/named.js'
import { humanise } from '../format/names.js'
import { Icon } from '../part/icon.js'
import { type Point, toChartData } from './chart-data.js'
import type { ChartReading } from './chart-text.js'
import { opensOf } from './opened.js'
import { ValuesTable } from './values-table.js'

interface ChartBodyProps {
  readonly block: Blocks['chart']
  readonly rows: readonly Row[]
  /** The type of the records that all rows are, where the answer says it. */
  readonly objectType: string | undefined
  readonly reading: ChartReading
  readonly draw: (inner: Block) => ReactNode
}

/** The picture, its values, and the records behind the one that is chosen. */
export function ChartBody({ block, rows, objectType, reading, draw }: ChartBodyProps): ReactNode {
  const { chart: words, translate } = reading
  const data = useMemo(() => toChartData(block, rows, reading), [block, rows, reading])
  const { go } = useAddress()
  const [chosen, setChosen] = useState<{ readonly name: string; readonly list: Block }>()
  const openOf = (point: Point, name: string) => {
    const opens = opensOf(block.opens, point.row, objectType)
    if (opens === undefined) return undefined
    return 'list' in opens
      ? { label: words.openBehind(name), open: () => setChosen({ name: `${name}: ${point.text}`, list: opens.list }) }
      : { label: words.openRecord(name), open: () => go({ open: opens.record }) }
  }
  const category = block.category.label ?? translate(humanise(block.category.field))
  return (
    <>
      <ValuesTable data={data} label={words.named(block.title ?? words.chart)} category={category} reading={reading} openOf={openOf} />
      {chosen === undefined ? null : (
        <section className="chart-behind" aria-label={words.behind}>
          <h3>
            <span className="cut">{chosen.name}</span>
            <button type="button" className="ib" aria-label={words.close} onClick={() => setChosen(undefined)}>
              <Icon name="x" size={14} />
            </button>
          </h3>
          {draw(chosen.list)}
        </section>
      )}
    </>
  )
}
