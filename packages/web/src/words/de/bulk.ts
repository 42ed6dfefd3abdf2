import type { Words } from '../en/index.js'
import { problem } from './problem.js'

function records(count: number, written: string): string {
  if (count === 0) return 'Kein Datensatz'
  return count === 1 ? '1 Datensatz' : `${written} Datensätze`
}

const reasons: Readonly<Record<string, (label: string) => string>> = {
  'undo.changed': (label) => `„${label}“ wurde inzwischen geändert.`,
  'undo.archived': (label) => `„${label}“ bleibt: Der Datensatz ist inzwischen archiviert.`,
  'undo.end-archived': (label) => `„${label}“: Einer der beiden Datensätze ist inzwischen archiviert.`,
  'undo.read-only': (label) => `„${label}“ dürfen Sie nur lesen.`,
  'undo.record-changed': () => 'Jemand anderes hat den Datensatz geändert, seit er angelegt wurde.',
  'undo.record-restored': () => 'Jemand anderes hat den Datensatz geändert, seit er wiederhergestellt wurde.',
  'undo.record-archived': () => 'Jemand anderes hat den Datensatz inzwischen archiviert.',
  'undo.merged': () => 'Eine Zusammenführung lässt sich nicht rückgängig machen.',
  'undo.erased': () => 'Der Datensatz wurde gelöscht. Das lässt sich nicht rückgängig machen.',
}

/** Texts of what is done to many records at once: the selection, its bar, and runs with their progress. */
export const bulk: Words['bulk'] = {
  selected: (count) => `${count} ausgewählt`,
  allSelected: (count) => `Alle ${count} der Ansicht sind ausgewählt`,
  left: (count, written) => `${records(count, written)} nicht mehr in der Liste`,
  full: (most) => `Einzeln lassen sich höchstens ${most} auswählen. Das Kästchen im Kopf wählt alle der Ansicht aus.`,
  assign: (label) => `${label} zuweisen`,
  assignTo: (label, count) => `${label} von ${count}`,
  complete: 'Erledigen',
  reopen: 'Als offen kennzeichnen',
  editProperty: 'Eigenschaft ändern',
  property: 'Eigenschaft',
  chooseProperty: 'Eigenschaft wählen',
  newValue: 'Neuer Wert',
  emptyValue: 'Leer lassen',
  changeValue: 'Ändern',
  setFor: (count) => `${count} ändern`,
  addTask: 'Aufgabe hinzufügen',
  addTaskTo: (count) => `Je eine Aufgabe für ${count}`,
  taskTitle: 'Titel',
  taskDue: 'Fällig',
  taskOwner: 'Zuständig',
  addTasks: (count) => `${count} Aufgaben hinzufügen`,
  archive: 'Archivieren',
  archiveOf: (count) => `${count} archivieren`,
  archiveWhat: 'Sie verschwinden aus allen Listen und Zählungen. Rückgängig bringt sie zurück.',
  loading: 'Es wird geladen, was Sie tun dürfen',
  nothingAllowed: 'Sie dürfen keinen davon ändern.',
  cannotStart: 'Es wurde nichts geändert',
  run: {
    label: 'Laufende Änderungen',
    to: (value) => `an ${value}`,
    going: {
      assign: (done, total) => `${done} von ${total} zugewiesen`,
      complete: (done, total) => `${done} von ${total} erledigt`,
      reopen: (done, total) => `${done} von ${total} wieder offen`,
      edit: (done, total) => `${done} von ${total} geändert`,
      add: (done, total) => `Aufgaben für ${done} von ${total} hinzugefügt`,
      archive: (done, total) => `${done} von ${total} archiviert`,
      restore: (done, total) => `${done} von ${total} wiederhergestellt`,
      undo: (done, total) => `${done} von ${total} rückgängig gemacht`,
      other: (done, total) => `${done} von ${total} erledigt`,
    },
    ended: {
      assign: (count, written) => `${records(count, written)} zugewiesen`,
      complete: (count, written) => `${records(count, written)} erledigt`,
      reopen: (count, written) => `${records(count, written)} wieder offen`,
      edit: (count, written) => `${records(count, written)} geändert`,
      add: (count, written) =>
        count === 0 ? 'Keine Aufgabe hinzugefügt' : count === 1 ? 'Aufgabe hinzugefügt' : `${written} Aufgaben hinzugefügt`,
      archive: (count, written) => `${records(count, written)} archiviert`,
      restore: (count, written) => `${records(count, written)} wiederhergestellt`,
      undo: (count, written) => (count === 0 ? 'Nichts zurückgenommen' : `${records(count, written)} wie zuvor`),
      other: (count, written) => (count === 0 ? 'Nichts erledigt' : `${written} erledigt`),
    },
    starting: 'Wird begonnen',
    done: (count) => `${count} erledigt`,
    unchanged: (count) => `${count} unverändert`,
    failed: (count) => `${count} fehlgeschlagen`,
    stopped: 'Angehalten',
    broken: 'Der Lauf konnte nicht weitergehen',
    stop: 'Anhalten',
    notStopped: 'Der Lauf wurde nicht angehalten',
    aside: 'Im Hintergrund fortsetzen',
    lost: 'Verbindung unterbrochen. Der Lauf geht ohne diese Seite weiter.',
    showFailures: 'Anzeigen',
    failures: (count) => `${count} nicht erledigt`,
    failuresFirst: (shown, count) => `Die ersten ${shown} von ${count}`,
    notSeen: 'Ein Datensatz, den Sie nicht sehen dürfen',
    because: (reason) => reasons[reason.code]?.(reason.label) ?? problem(reason),
  },
}
