/** What imports remember of their files, on each record that they wrote: which values and links each file gave last. */
export const importedProperty = 'tenure_imported'

/** Whether a property is the workspace's own: no user sees it, writes it or asks by it. */
export function isInternal(property: string): boolean {
  return property === importedProperty
}
