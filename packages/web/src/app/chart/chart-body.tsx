import type { Block } from '@tenure/core/block'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import type { Row } from '../data/named.js'
import { humanise } from '../format/names.js'
import { Message } from '../part/states.js'
import { BehindList, type Chosen } from './behind-list.js'
import { type Point, toChartData } from './chart-data.js'
import { ChartPicture } from './chart-picture.js'
import type { ChartReading } from './chart-text.js'
import { ChartTools } from './chart-tools.js'
import { opensOf, useOpenList } from './opened.js'
import { ValuesTable } from './values-table.js'

interface ChartBodyProps {
  readonly block: Blocks['chart']
  readonly rows: readonly Row[]
  /** The type of the records that all rows are, where the answer says it. */
  readonly objectType: string | undefined
  readonly reading: ChartReading
  /** The place of the tools, in the head of the block. */
  readonly tools: HTMLElement | null
  readonly draw: (inner: Block) => ReactNode
}

/** The picture or its values, and the records behind the one that is chosen. */
export function ChartBody({ block, rows, objectType, reading, tools, draw }: ChartBodyProps): ReactNode {
  const { chart: words, translate } = reading
  const data = useMemo(() => toChartData(block, rows, reading), [block, rows, reading])
  const { go } = useAddress()
  const openList = useOpenList()
  const [isTable, setTable] = useState(block.shape === 'table')
  const [chosen, setChosen] = useState<Chosen>()
  const body = useRef<HTMLDivElement>(null)
  const openOf = (point: Point, name: string) => {
    const opens = opensOf(block.opens, point.row, objectType)
    if (opens === undefined) return undefined
    return 'list' in opens
      ? {
          label: words.openBehind(name),
          open: () => openList(opens, () => setChosen({ row: point.row.id, name: `${name}: ${point.text}`, list: opens.list })),
        }
      : { label: words.openRecord(name), open: () => go({ open: opens.record }) }
  }
  const title = block.title ?? words.chart
  const table = {
    ...{ data, reading },
    label: words.named(title),
    category: block.category.label ?? translate(humanise(block.category.field)),
  }
  if (data.panels.length === 0)
    return (
      <Message icon="trend" title={words.noValues} role="status">
        {words.noValuesWhy}
      </Message>
    )
  return (
    <div ref={body} className="chart-body">
      {tools &&
        createPortal(
          <ChartTools
            {...{ title, data, reading, body, isTable, setTable }}
            hasPicture={block.shape !== 'table'}
            category={table.category}
          />,
          tools,
        )}
      {isTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className="plain-frame" tabIndex={0} aria-label={table.label}>
          <ValuesTable {...table} openOf={openOf} />
        </section>
      ) : (
        <>
          <ChartPicture {...{ block, data, reading, title, openOf }} chosen={chosen?.row} />
          <div className="sr">
            <ValuesTable {...table} />
          </div>
        </>
      )}
      {chosen && rows.some(({ id }) => id === chosen.row) ? (
        <BehindList {...{ chosen, words, draw }} close={() => setChosen(undefined)} />
      ) : null}
    </div>
  )
}
