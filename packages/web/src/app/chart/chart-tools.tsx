import type { ReactNode, RefObject } from 'react'
import { Segmented } from '../form/segmented.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import { useToasts } from '../toast/toasts.js'
import { useBlockMenu } from './block-menu.js'
import type { ChartData } from './chart-data.js'
import type { ChartReading } from './chart-text.js'

interface ChartToolsProps {
  readonly title: string
  readonly category: string
  readonly data: ChartData
  readonly reading: ChartReading
  readonly body: RefObject<HTMLElement | null>
  readonly isTable: boolean
  /** A table of values alone has no picture to go back to. */
  readonly hasPicture: boolean
  readonly setTable: (isTable: boolean) => void
}

/** Picture or table, and the files that can be made of them. */
export function ChartTools({ title, category, data, reading, body, isTable, hasPicture, setTable }: ChartToolsProps): ReactNode {
  const { chart: words } = reading
  const toasts = useToasts()
  const offered = useBlockMenu()
  const run = async (save: () => Promise<boolean>) => {
    const isSaved = await save().catch(() => false)
    toasts.show(isSaved ? { tone: 'done', title: words.saved } : { tone: 'refused', title: words.notSaved, detail: words.noPicture })
  }
  const png = async () => {
    const { savePicture } = await import('../export/save-picture.js')
    return body.current !== null && savePicture(body.current, title)
  }
  const csv = async () => {
    const { saveChartCsv } = await import('../export/chart-csv.js')
    saveChartCsv(data, { title, category, reading })
    return true
  }
  const entries = [
    ...(offered === undefined || !hasPicture
      ? []
      : [{ key: 'turn', label: isTable ? words.chart : words.valuesTable, icon: 'columns', act: () => setTable(!isTable) }]),
    ...(isTable ? [] : [{ key: 'png', label: words.png, icon: 'file', act: () => void run(png) }]),
    { key: 'csv', label: words.csv, icon: 'file', act: () => void run(csv) },
    ...(offered?.entries ?? []),
  ]
  return (
    <>
      {hasPicture && offered === undefined ? (
        <Segmented
          label={words.shownAs}
          value={isTable ? 'table' : 'chart'}
          onChange={(value) => setTable(value === 'table')}
          options={[
            { value: 'chart', label: words.chart },
            { value: 'table', label: words.table },
          ]}
        />
      ) : null}
      <Menu className="ib" label={words.options(title)} align="end" button={<Icon name="dots" size={16} />} entries={entries} />
    </>
  )
}
