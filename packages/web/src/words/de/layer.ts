import type { Words } from '../en/index.js'

/** Texte von Menüs und Dialogen. */
export const layer: Words['layer'] = {
  close: 'Schließen',
  cancel: 'Abbrechen',
  knowsFinal: 'Mir ist klar, dass sich das nicht rückgängig machen lässt',
  actions: 'Aktionen',
  actionsFor: (subject) => `Aktionen für ${subject}`,
}
