/** Texts of a record: its preview and its page. */
export const record = {
  unnamed: 'Unnamed',
  archived: 'Archived',
  properties: 'Properties',
}
