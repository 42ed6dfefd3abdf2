/** Texts of rows that can be picked. */
export const pick = {
  select: (subject: string) => `Select ${subject}`,
  selectEntry: 'Select',
  deselectEntry: 'Deselect',
  selectKnown: 'Select the rows that are loaded',
  selectAll: (count: string) => `Select all ${count} of the view`,
  clear: 'Clear selection',
  bar: 'Selected records',
  assign: 'Assign the selected records, or the row',
  restore: 'Restore',
}
