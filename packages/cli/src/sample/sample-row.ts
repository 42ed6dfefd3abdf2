import { type ImportRow, importedId, type Values } from '@tenure/core'

/** The source under which sample records are kept. */
export const sampleSource = 'sample'
/** Id that a sample record has once it is imported. */
export function sampleId(key: string): string {
  return importedId(sampleSource, key)
}
/** A row of the sample; `links` are written association, type, key. */
export function sampleRow(
  type: string,
  externalId: string,
  values: Values,
  links: readonly (readonly [association: string, type: string, key: string, label?: string])[] = [],
): ImportRow {
  return {
    type,
    externalId,
    values,
    links: links.map(([association, to, key, label]) => ({ association, to: { type: to, externalId: key }, ...(label && { label }) })),
  }
}
