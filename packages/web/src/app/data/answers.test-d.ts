import type {
  columnsOutput,
  historyContract,
  ProviderContract,
  recordContract,
  sessionContract,
  usersContract,
  viewListOutput,
} from '@tenure/core/contract'
import type { z } from 'zod'
import type { HistoryEntry, Person, RecordDetail, SavedView, Session, Tab } from './answers.js'

type Answer<C> = C extends ProviderContract<infer _Input, infer Output, infer _Asked> ? Output : never
/** JSON has no `undefined`: what is optional is there or is not. */
type Sent<T> = T extends readonly (infer One)[]
  ? readonly Sent<One>[]
  : T extends object
    ? { [K in keyof T]: Sent<Exclude<T[K], undefined>> }
    : T
/** Compiles where everything that the contract may answer is something that the page expects. */
type Fits<Answered extends Expected, Expected> = Answered

/** What the page expects of the core's providers is what their contracts promise. A view is JSON there, and checked as it is drawn. */
export type Promises = [
  Fits<Omit<Sent<Answer<typeof sessionContract>>, 'tabs'>, Omit<Session, 'tabs'>>,
  Fits<Omit<Sent<Answer<typeof sessionContract>>['tabs'][number], 'view'>, Omit<Tab, 'view'>>,
  Fits<Sent<Answer<typeof usersContract>>, readonly Person[]>,
  Fits<Sent<Answer<typeof recordContract>>, RecordDetail>,
  Fits<Sent<Answer<typeof historyContract>>, readonly HistoryEntry[]>,
  Fits<Sent<z.output<typeof viewListOutput>>, readonly SavedView[]>,
  z.output<typeof columnsOutput>[number]['field'],
]
