import { filterFieldsContract } from '@tenure/core/page'
import { createContext, useContext, useEffect, useState } from 'react'
import { filterEditor as de } from '../../words/de/filter-editor.js'
import { filterEditor as en, type FilterWords } from '../../words/en/filter-editor.js'
import { languageOf } from '../../words/words.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import type { Fields } from './filter-fields.js'
import type { FieldsOf } from './filter-sentence.js'
import { type GroupNode, nodesOf } from './filter-tree.js'
import type { FilterReading } from './filter-values.js'

/** What the parts of the editor share. */
export interface FilterEditing extends FilterReading {
  readonly root: GroupNode
  readonly fieldsOf: FieldsOf
  /** Currencies that the records have, most common first. */
  readonly currencies: readonly string[]
  readonly change: (root: GroupNode) => void
  /** Puts the focus on a part of a node once it is drawn, and opens it where that is asked. */
  readonly focusOn: (key: string, part?: FocusPart) => void
}
/** Which control of a node: its first one, the property, the operator, or the first value. */
export type FocusPart = 'first' | 'property' | 'operator' | 'value'

const EditingContext = createContext<FilterEditing | undefined>(undefined)
/** Gives the parts of the editor what they share. */
export const FilterEditingProvider = EditingContext.Provider

/** What the parts of the editor share. */
export function useFilterEditing(): FilterEditing {
  const editing = useContext(EditingContext)
  if (editing === undefined) throw new Error('A part of a filter was drawn outside of the editor.')
  return editing
}

const byLanguage: Readonly<Record<ReturnType<typeof languageOf>, FilterWords>> = { en, de }
/** The texts of the filter editor in the language of the page. */
export function useFilterWords(): FilterWords {
  return byLanguage[languageOf(useReading().formats.env.locale)]
}

/** What can be asked of the records that a filter is on, and of those that it follows associations to. */
export function useFilterFields(type: string, root: GroupNode): { readonly fieldsOf: FieldsOf; readonly hasFailed: boolean } {
  const source = useSource()
  const [known, setKnown] = useState<ReadonlyMap<string, Fields>>(new Map())
  const [hasFailed, setFailed] = useState(false)
  const types = [...new Set([type, ...linkedTypes(root, known)])].sort()
  useEffect(() => {
    const streams = types.map((each) =>
      source.watch(filterFieldsContract, { type: each }).subscribe(({ value, state }) => {
        if (value !== undefined) setKnown((before) => new Map(before).set(each, value))
        if (each === type) setFailed(value === undefined && state === 'stale')
      }),
    )
    return () => {
      for (const stream of streams) stream.unsubscribe()
    }
  }, [source, types.join()])
  return { fieldsOf: (name) => known.get(name), hasFailed }
}
function linkedTypes(root: GroupNode, known: ReadonlyMap<string, Fields>): readonly string[] {
  const links = [...known.values()].flatMap((fields) => fields.links)
  return nodesOf(root).flatMap((node) =>
    node.node === 'link' ? links.filter(({ path, alias }) => path === node.link || alias === node.link).map(({ to }) => to) : [],
  )
}
