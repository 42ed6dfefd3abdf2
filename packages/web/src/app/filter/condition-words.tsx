import type { FilterData } from '@tenure/core/contract'
import { type ReactNode, useMemo } from 'react'
import { useReading } from '../format/use-formats.js'
import { nodeText } from './filter-sentence.js'
import { toTree } from './filter-tree.js'
import { useFilterFields, useFilterWords } from './use-filter-editing.js'

/** A filter in words, without the records that it is on. */
export function ConditionWords({ type, filter }: { readonly type: string; readonly filter: FilterData }): ReactNode {
  const words = useFilterWords()
  const reading = useReading()
  const root = useMemo(() => toTree(filter), [filter])
  const { fieldsOf } = useFilterFields(type, root)
  return fieldsOf(type) === undefined ? '…' : nodeText(root, type, { words, reading, fieldsOf })
}
