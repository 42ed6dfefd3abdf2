import { definePlugin } from '@tenure/core/plugin'
import { filterFields } from './filter-fields.js'
import { german } from './german.js'
import { Everything, Users, Writes } from './grants.js'
import { mergePreview } from './merge-preview.js'
import { moves } from './moves.js'
import { parts } from './parts.js'
import { history } from './past/history.js'
import { origins } from './past/origins.js'
import { timeline } from './past/timeline.js'
import { preview } from './preview.js'
import { search } from './search.js'
import { archive, associate, create, merge, restore, unassociate, update, updateMany } from './write/actions.js'
import { Config } from './write/config.js'
import { newRecord } from './write/new-record.js'

/** The preview of a record of any object type with its history, the search over all types, and what changes records: create, edit, archive, restore, merge, associate. */
export const record = definePlugin({
  id: 'tenure.record',
  version: '0.1.0',
  host: '1.0',
  config: Config,
  grants: [Everything, Writes, Users],
  contributes: [
    ...[preview, history, timeline, origins, parts, mergePreview, moves, search, newRecord, filterFields],
    ...[create, update, updateMany, archive, restore, merge, associate, unassociate, german],
  ],
})
