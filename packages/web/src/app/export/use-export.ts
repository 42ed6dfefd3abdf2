import { useWords } from '../../words/use-words.js'
import { useCommands } from '../palette/commands.js'
import type { TableModel } from '../table/use-table.js'
import { useToasts } from '../toast/toasts.js'

/** Takes the list as a CSV, as it is shown, and offers that to Ctrl K; nothing where the list is no collection. */
export function useExport(collection: string | undefined, { question, columns }: TableModel): (() => void) | undefined {
  const { list: words, palette, problem: textOf } = useWords()
  const toasts = useToasts()
  const input = { ...question?.input, columns: columns.map(({ field }) => field) }
  const run = async (): Promise<void> => {
    // Fetched by those who export.
    const { downloadCsv } = await import('./download-csv.js')
    const problem = await downloadCsv(collection ?? '', input)
    if (problem === undefined) toasts.show({ tone: 'done', title: words.exported })
    else toasts.show({ tone: 'refused', title: words.notExported, detail: textOf(problem) })
  }
  const exports = collection === undefined || question === undefined ? undefined : () => void run()
  useCommands(
    exports && { kind: 'actions', title: palette.list, commands: [{ id: 'export', title: words.exportCsv, icon: 'file', run: exports }] },
  )
  return exports
}
