import type { KeyboardEvent } from 'react'
import type { Row } from '../data/named.js'
import { getPreferences } from '../shell/preferences.js'

/** An action that each row has as a button. */
export interface RowButton {
  /** Its place among the actions of a row. */
  readonly at: number
  readonly title: string
  readonly icon?: string | undefined
  readonly key?: string | undefined
}
/** What may be done with the rows of a grid. */
export interface RowActs {
  readonly buttons: readonly RowButton[]
  /** The letters of the actions, in their order; those without one are left empty. */
  readonly keys: readonly (string | undefined)[]
  readonly openMenu: (row: Row, anchor: HTMLElement) => void
  /** Runs the action at that place, or asks for what it needs. */
  readonly start: (at: number, row: Row) => void
}

/** Starts the action whose letter was pressed on a row, and says whether there is one. */
export function actByKey(event: KeyboardEvent, row: Row | undefined, acts: RowActs | undefined): boolean {
  const at = acts === undefined || row === undefined || !isLetter(event) ? -1 : acts.keys.indexOf(event.key.toLowerCase())
  if (acts === undefined || row === undefined || at < 0) return false
  event.preventDefault()
  event.stopPropagation()
  acts.start(at, row)
  return true
}
const isLetter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && !ctrlKey && !metaKey && !altKey && getPreferences().letters

/** What the button at a place beyond the columns does: an action of the row, or its menu, which is the last. */
export function actAt(acts: RowActs, beyond: number, row: Row, anchor: HTMLElement): void {
  const button = acts.buttons[beyond]
  if (button === undefined) acts.openMenu(row, anchor)
  else acts.start(button.at, row)
}

const menuWidth = 48
/** Width of the column that holds the buttons of rows and their menus; a longer title is cut. */
export function actsWidth(acts: Pick<RowActs, 'buttons'> | undefined): number {
  return acts === undefined ? 0 : acts.buttons.reduce((width, button) => width + buttonWidth(button) + 4, menuWidth)
}
function buttonWidth({ title, icon }: RowButton): number {
  return Math.min(160, Math.ceil(24 + (icon === undefined ? 0 : 20) + title.length * 7.4))
}
