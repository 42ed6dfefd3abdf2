import type {
  columnsOutput,
  historyContract,
  originsContract,
  recordContract,
  recordPartsContract,
  sessionContract,
  tabContract,
  tabsContract,
  timelineContract,
  viewListOutput,
} from '@tenure/core/page'
import type { z } from 'zod'
import type { SpokenProblem } from '../../words/en/problem.js'

/** What the page reads of the core, as its contracts promise it. */
export type Session = z.output<typeof sessionContract.output>
export type Tab = z.output<typeof tabsContract.output>[number]
export type OpenTab = z.output<typeof tabContract.output>
export type TabNeeds = NonNullable<OpenTab['needs']>
export type RecordDetail = z.output<typeof recordContract.output>
export type RecordParts = z.output<typeof recordPartsContract.output>
export type PropertyValue = RecordDetail['properties'][number]
/** A value as the wire carries it. */
export type JsonValue = PropertyValue['value']
export type LinkEnd = RecordDetail['linkable'][number]
export type LinkList = RecordDetail['links'][number]
export type Activity = RecordDetail['activities']['rows'][number]
export type Timeline = z.output<typeof timelineContract.output>
export type TimelineRow = Timeline['rows'][number]
export type Origin = z.output<typeof originsContract.output>[number]
export type HistoryEntry = z.output<typeof historyContract.output>[number]

/** What tables of chosen views and columns agree on. */
export type SavedView = z.output<typeof viewListOutput>[number]
export type ColumnChoice = z.output<typeof columnsOutput>[number]

/** A problem as far as the page looks at it: it shows it in its language and decides by `code`. */
export type ShownProblem = SpokenProblem
