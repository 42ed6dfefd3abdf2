import type { Words } from '../en/index.js'
import { record } from './record.js'
import { shell } from './shell.js'

/** All texts of the page, in German. */
export const de: Words = { shell, record }
