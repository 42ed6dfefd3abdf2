import type { FilterData } from '@tenure/core/contract'
import { bulkContract } from '@tenure/core/page'
import { useCallback } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import type { ListQuestion } from '../data/list-window.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { endToast, type RunAbout } from '../run/run-text.js'
import { useRuns } from '../run/use-runs.js'
import { useToasts } from '../toast/toasts.js'
import type { Selection } from './selection.js'

type BulkInput = z.input<NonNullable<typeof bulkContract.input>>
/** What is done to each of the selected records. */
export type BulkChange = BulkInput['change']
/** The selected records, as the action takes them. */
export type BulkRecords = BulkInput['records']

/** The list that a selection is of. */
export interface BulkTarget {
  readonly type: string
  /** Of a collection all of the view can be changed. */
  readonly collection: string | undefined
  readonly question: ListQuestion | undefined
}
interface Asked {
  readonly view?: string
  readonly where?: FilterData
  readonly search?: string
  readonly filters?: readonly FilterData[]
  readonly archived?: true
}

/** Whether the records of a list are archived: they can be restored, and nothing else. */
export function areArchived({ question }: BulkTarget): boolean {
  return ((question?.input ?? {}) as Asked).archived === true
}

/** The records that a selection of a list names: ids, or the question of the list, which is answered when the change runs. */
export function recordsOf({ of, ids }: Selection, { type, collection, question }: BulkTarget): BulkRecords | undefined {
  if (of === 'some') return ids.size === 0 ? undefined : { type, ids: [...ids] }
  if (collection === undefined) return undefined
  const { view, where, search, filters = [], archived } = (question?.input ?? {}) as Asked
  const without: readonly FilterData[] = ids.size === 0 ? [] : [{ test: 'not', filter: { test: 'id-of', type, ids: [...ids] } }]
  const all = [...filters, ...without]
  return {
    collection,
    ...(view !== undefined && { view }),
    ...(where !== undefined && { where }),
    ...(search !== undefined && { search }),
    ...(archived && { archived }),
    ...(all.length > 0 && { filters: all }),
  }
}

/** Changes many records at once. What is done at the answer is said at once; what takes longer is followed with its progress. */
export function useBulk(): (records: BulkRecords, change: BulkChange, about: RunAbout) => Promise<void> {
  const source = useSource()
  const toasts = useToasts()
  const runs = useRuns()
  const words = useWords()
  const { number } = useReading().formats
  const start = useCallback(
    async (records: BulkRecords, change: BulkChange, about: RunAbout): Promise<void> => {
      const toast = toasts.show({ tone: 'running', title: words.bulk.run.starting })
      const outcome = await source.act(bulkContract, { records, change }, { key: crypto.randomUUID() })
      if (!outcome.ok)
        return void toasts.show(
          {
            ...{ tone: 'refused', title: words.bulk.cannotStart, detail: words.problem(outcome.problem) },
            choices: [{ label: words.write.tryAgain, run: () => void start(records, change, about) }],
          },
          toast,
        )
      const report = outcome.value
      if (report.state !== 'running')
        return void toasts.show(
          endToast(report, about, words.bulk.run, number, () => runs.show(report)),
          toast,
        )
      toasts.close(toast)
      runs.follow(report, about)
    },
    [source, toasts, runs, words, number],
  )
  return start
}
