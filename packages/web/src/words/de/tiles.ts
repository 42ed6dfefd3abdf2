import type { LateWords } from '../en/index.js'

/** The same in German. */
export const tiles: LateWords['tiles'] = {
  move: (title) => `${title} verschieben oder in der Größe ändern`,
  keys: 'Die Leertaste hebt an, Pfeiltasten verschieben, mit Umschalt ändern sie die Größe, die Leertaste legt ab, Escape legt zurück.',
  lifted: (title) => `${title} ist angehoben.`,
  placed: (place, count, width, height) => `Platz ${place} von ${count}, ${width} von 12 Spalten breit, ${height} Stufen hoch.`,
  dropped: (title) => `${title} ist abgelegt.`,
  putBack: (title) => `${title} ist wieder an seinem Platz.`,
}
