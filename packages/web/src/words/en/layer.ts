/** Texts of menus and dialogs. */
export const layer = {
  close: 'Close',
  cancel: 'Cancel',
  knowsFinal: 'I know that this cannot be undone',
  actions: 'Actions',
  actionsFor: (subject: string) => `Actions for ${subject}`,
}
