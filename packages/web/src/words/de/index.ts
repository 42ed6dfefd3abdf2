import type { Words } from '../en/index.js'
import { block } from './block.js'
import { bulk } from './bulk.js'
import { compose } from './compose.js'
import { field } from './field.js'
import { layer } from './layer.js'
import { note } from './note.js'
import { palette } from './palette.js'
import { record } from './record.js'
import { shell } from './shell.js'
import { table } from './table.js'
import { write } from './write.js'

/** All texts of the page, in German. */
export const de: Words = {
  block,
  bulk,
  compose,
  field,
  layer,
  note,
  palette,
  record,
  shell,
  table,
  write,
}
