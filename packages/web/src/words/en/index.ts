import { door } from './door.js'
import { form } from './form.js'
import { format } from './format.js'
import type { late } from './late.js'
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

/** Texts of the page that its first rows may need, in English. A text with a value in it is a function of the value as it is written. */
export const en = {
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

/** What is there from the start. */
export type FirstWords = typeof en
/** What comes a moment later. */
export type LateWords = typeof late
/** The catalogue of the page's texts (SDK-17). Every language has every text: one that is missing or unknown does not compile. */
export type Words = FirstWords & LateWords
