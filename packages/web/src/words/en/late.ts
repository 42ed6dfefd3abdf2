import { compose } from './compose.js'
import { empty } from './empty.js'
import { needs } from './needs.js'
import { note } from './note.js'

/** Texts of what is never drawn with the first rows: forms, notes, what a tab lacks. They are fetched after these. */
export const late = { compose, empty, needs, note }
