import type { Problem } from './wire.js'

/** What the core's own providers answer, as far as the page reads it. Values are canonical. */
export interface Session {
  readonly user: Person
  readonly timeZone: string
  readonly locale: string
  readonly workspace: { readonly id: string; readonly name: string }
  readonly tabs: readonly Tab[]
  readonly rights: { readonly settings: boolean; readonly missing?: Problem }
}
export interface Person {
  readonly id: string
  readonly name: string
  readonly active?: boolean
}
export interface Tab {
  readonly id: string
  readonly title: string
  readonly icon?: string
  readonly view: View
  readonly problem?: Problem
}

/** A description of what a tab shows. The page draws the kinds that it knows, and names the others. */
export interface View {
  readonly kind: string
  readonly title?: string
  readonly provider?: string
  readonly input?: Readonly<Record<string, unknown>>
  readonly children?: readonly View[]
  readonly fallback?: View
  readonly columns?: readonly ColumnData[]
  readonly fields?: readonly ColumnData[]
  readonly heading?: string
  readonly value?: string
  readonly format?: Format
  readonly at?: string
  readonly text?: string
  readonly views?: string
  readonly columnChoices?: string
  readonly search?: boolean
  readonly quickFilters?: readonly QuickFilter[]
  readonly opens?: 'record'
}
export type Format = 'text' | 'number' | 'money' | 'percent' | 'date' | 'relative-date' | 'user' | 'health' | 'duration'
export interface ColumnData {
  readonly field: string
  readonly label?: string
  readonly format?: Format
}
export interface QuickFilter {
  readonly property: string
  readonly label: string
}
export interface ColumnChoice {
  readonly field: string
  readonly label: string
  readonly format?: Format
  readonly kind?: string
  readonly sortable?: boolean
  readonly byDefault?: boolean
}
export interface SavedView {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly builtIn: boolean
  readonly icon?: string
  /** `null` where the view needs configuration before it can be counted. */
  readonly total: number | null
}

export interface Row {
  readonly id: string
  readonly [field: string]: unknown
}
export interface RowWindow {
  readonly rows: readonly Row[]
  readonly total: number
  readonly offset?: number
  readonly objectType?: string
}

export interface RecordDetail {
  readonly type: string
  readonly typeLabel: string
  readonly id: string
  readonly title: string | null
  readonly version: string
  readonly archived: boolean
  readonly properties: readonly PropertyValue[]
  readonly links: readonly LinkList[]
  readonly activities: { readonly total: number; readonly rows: readonly Activity[] }
}
export interface PropertyValue {
  readonly name: string
  readonly label: string
  readonly kind: string
  readonly value: unknown
  readonly options?: readonly { readonly value: string; readonly label: string }[]
}
export interface LinkList {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly typeLabel: string
  readonly total: number
  readonly rows: readonly { readonly id: string; readonly title: string | null; readonly detail?: string }[]
}
export interface Activity {
  readonly type: string
  readonly typeLabel: string
  readonly id: string
  readonly title: string | null
  readonly at: number | null
  readonly text?: string
  /** The name of who did it. */
  readonly doer?: string
}
export interface HistoryEntry {
  readonly property: string
  readonly label: string
  readonly kind: string
  readonly value: unknown
  readonly before: unknown
  readonly at: number
  /** The name of who did it. */
  readonly by?: string
  readonly source: string
}
