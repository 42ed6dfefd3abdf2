import type { Format } from '@tenure/core/block'
import type { ReactNode } from 'react'
import { useReading } from '../format/use-formats.js'
import { ValueIn } from '../format/value.js'

/** A value as the page writes it: an amount, a day with its distance, a person, a health status. Unknown is nothing at all. */
export function Value({ value, format = 'text' }: { readonly value: unknown; readonly format?: Format }): ReactNode {
  return <ValueIn value={value} format={format} reading={useReading()} />
}
