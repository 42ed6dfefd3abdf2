import type { LateWords } from '../en/index.js'
import { compose } from './compose.js'
import { empty } from './empty.js'
import { needs } from './needs.js'
import { note } from './note.js'

/** The same in German. */
export const late: LateWords = { compose, empty, needs, note }
