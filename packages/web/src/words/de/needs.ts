import type { Words } from '../en/index.js'

const either = new Intl.ListFormat('de', { type: 'disjunction' })

/** Texts of a tab whose workspace has not chosen what it needs, in German. */
export const needs: Words['needs'] = {
  title: (tab) => `${tab}: Einrichtung nötig`,
  choose: (label, type) => `Für ${type} ist noch nichts gewählt: ${label}.`,
  inactive: (type) => `${type} ist in diesem Konto nicht aktiviert.`,
  unmapped: (role) => `Kein Objekttyp hat die Rolle ${role}.`,
  until: 'Es geht nichts verloren: Der Tab ist wieder da, sobald es gewählt ist.',
  ask: (names) => (names.length === 0 ? 'Fragen Sie Ihren Administrator.' : `Fragen Sie ${either.format(names)}.`),
  open: 'Jetzt wählen',
}
