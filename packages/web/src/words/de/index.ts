import type { FirstWords } from '../en/index.js'
import { door } from './door.js'
import { form } from './form.js'
import { format } from './format.js'
import { layer } from './layer.js'
import { list } from './list.js'
import { palette } from './palette.js'
import { pick } from './pick.js'
import { plural } from './plural.js'
import { problem } from './problem.js'
import { record } from './record.js'
import { shell } from './shell.js'
import { state } from './state.js'
import { table } from './table.js'
import { user } from './user.js'
import { write } from './write.js'

/** The same in German. */
export const de: FirstWords = {
  door,
  form,
  format,
  layer,
  list,
  palette,
  pick,
  plural,
  problem,
  record,
  shell,
  state,
  table,
  user,
  write,
}
