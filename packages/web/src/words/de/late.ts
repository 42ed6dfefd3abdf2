import type { LateWords } from '../en/index.js'
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

/** The same in German. */
export const late: LateWords = {
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
