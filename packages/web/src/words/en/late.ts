import { block } from './block.js'
import { board } from './board.js'
import { bulk } from './bulk.js'
import { calendar } from './calendar.js'
import { chart } from './chart.js'
import { compose } from './compose.js'
import { empty } from './empty.js'
import { feed } from './feed.js'
import { field } from './field.js'
import { filter } from './filter.js'
import { health } from './health.js'
import { keys } from './keys.js'
import { needs } from './needs.js'
import { note } from './note.js'
import { notify } from './notify.js'
import { repeat } from './repeat.js'
import { tiles } from './tiles.js'
import { timeline } from './timeline.js'

/** Texts of what is never drawn with the first rows: forms, notes, what a tab lacks. They are fetched after these. */
export const late = {
  block,
  board,
  bulk,
  calendar,
  chart,
  compose,
  empty,
  feed,
  field,
  filter,
  health,
  keys,
  needs,
  note,
  notify,

  repeat,
  tiles,
  timeline,
}
