import type { Words } from '../en/index.js'

/** Texts of a record: its preview and its page. */
export const record: Words['record'] = {
  unnamed: 'Ohne Namen',
  archived: 'Archiviert',
  properties: 'Eigenschaften',
}
