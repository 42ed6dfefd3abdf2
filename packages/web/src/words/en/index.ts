import { block } from './block.js'
import { bulk } from './bulk.js'
import { compose } from './compose.js'
import { door } from './door.js'
import { field } from './field.js'
import { filter } from './filter.js'
import { form } from './form.js'
import { format } from './format.js'
import { layer } from './layer.js'
import { list } from './list.js'
import { needs } from './needs.js'
import { note } from './note.js'
import { palette } from './palette.js'
import { plural } from './plural.js'
import { problem } from './problem.js'
import { record } from './record.js'
import { shell } from './shell.js'
import { state } from './state.js'
import { table } from './table.js'
import { user } from './user.js'
import { write } from './write.js'

/** All texts of the page, in English. A text with a value in it is a function of the value as it is written. */
export const en = {
  block,
  bulk,
  compose,
  door,
  field,
  filter,
  form,
  format,
  layer,
  list,
  needs,
  note,
  palette,
  plural,
  problem,
  record,
  shell,
  state,
  table,
  user,
  write,
}

/** The catalogue of the page's texts (SDK-17). Every language has every text: one that is missing or unknown does not compile. */
export type Words = typeof en
