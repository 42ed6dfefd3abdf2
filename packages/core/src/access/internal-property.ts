/** What imports remember of their files, on each record that they wrote: which values and links each file gave last. */
export const importedProperty = 'tenure_imported'

/** When the scores of a customer have to be worked out again: what is past is due. */
export const scoreDueProperty = 'tenure_score_due'

/** Whether a property is the workspace's own: no user sees it, writes it or asks by it. */
export function isInternal(property: string): boolean {
  return property === importedProperty || property === scoreDueProperty
}
