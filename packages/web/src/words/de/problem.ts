import type { Problem } from '@tenure/core/contract'
import type { Words } from '../en/index.js'

type Code = Problem['code']
/** What a problem says besides. Of a newer server or of a plugin it may say less than it should. */
type Details<C extends Code> = Partial<Extract<Problem, { readonly code: C }>['details']>

const texts: { readonly [C in Code]: (details: Details<C>) => string } = {
  'input.invalid': ({ issues = [] }) => {
    const places = [...new Set(issues.map(({ path }) => path.at(-1)).filter((part) => typeof part === 'string'))]
    return places.length === 0 ? 'Diese Eingabe passt nicht.' : `Diese Angaben passen nicht: ${places.join(', ')}.`
  },
  'input.too-large': ({ max }) =>
    `Das ist zu viel auf einmal${max === undefined ? '' : `: Höchstens ${max} sind möglich`}. Verkleinern Sie die Anfrage.`,
  'input.mixed-currency': ({ currencies = [] }) =>
    `Beträge in mehreren Währungen lassen sich nicht zusammenrechnen: ${currencies.join(', ')}.`,
  'access.signed-out': () => 'Melden Sie sich an, um diesen Arbeitsbereich zu sehen.',
  'access.denied': () => 'Dazu fehlt Ihnen ein Recht. Ihr Administrator kann es Ihnen geben.',
  'edition.missing': ({ capability, edition }) =>
    `${capabilities[capability ?? ''] ?? 'Diese Funktion'} gehört nicht zur Edition Ihres Kontos.${edition === undefined ? '' : ` Die Edition „${toName(edition)}“ hat sie.`}`,
  'edition.limit': ({ max, edition }) =>
    `Die Edition Ihres Kontos erlaubt davon höchstens ${max}.${edition === undefined ? '' : ` Die Edition „${toName(edition)}“ erlaubt mehr.`}`,
  'record.not-found': () => 'Diesen Datensatz gibt es nicht, oder Sie dürfen ihn nicht sehen.',
  'record.conflict': () =>
    'Jemand anderes hat diesen Datensatz geändert. Sehen Sie sich die neuen Werte an und versuchen Sie es noch einmal.',
  'record.taken': () => 'Dieser Wert ist schon vergeben. Wählen Sie einen anderen.',
  'storage.failed': ({ transient }) =>
    transient === false
      ? 'Die Daten konnten nicht gelesen oder geschrieben werden. Wenden Sie sich an Ihren Administrator.'
      : 'Die Daten sind gerade nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  'storage.unknown': () => 'Es ist nicht sicher, ob es gespeichert wurde. Sehen Sie nach, bevor Sie es noch einmal versuchen.',
  'storage.pruned': () => 'Die Änderungen reichen nicht so weit zurück. Laden Sie die Seite neu.',
  'storage.refused': () => 'Der Speicher dieses Arbeitsbereichs kann das nicht.',
  'storage.locked': () => 'Die Daten sind gerade von einem anderen Vorgang gesperrt. Versuchen Sie es gleich noch einmal.',
  'storage.closed': () => 'Der Arbeitsbereich wird gerade beendet. Versuchen Sie es gleich noch einmal.',
  'plugin.broken': ({ plugin }) => `Das Plugin${named(plugin)} hat einen Fehler. Alles andere läuft weiter.`,
  'plugin.unavailable': ({ plugin }) => `Das Plugin${named(plugin)} läuft zurzeit nicht.`,
  'config.invalid': ({ plugin }) =>
    `Eine Einstellung${plugin === undefined ? '' : ` von „${plugin}“`} ist falsch. Wenden Sie sich an Ihren Administrator.`,
  'config.missing': ({ setting }) =>
    `Eine Einstellung fehlt${setting === undefined ? '' : `: „${setting}“`}. Wenden Sie sich an Ihren Administrator.`,
  'internal.invariant': () => 'Das ist ein Fehler von Tenure. Bitte melden Sie ihn mit den Einzelheiten.',
}
const capabilities: Readonly<Record<string, string>> = {
  teamWorkspaces: 'Die Möglichkeit, Arbeitsbereiche für Teams anzulegen,',
  customObjects: 'Die Möglichkeit, eigene Objekte in Rollen einzusetzen,',
}
const toName = (edition: string) => edition.charAt(0).toUpperCase() + edition.slice(1)
const named = (plugin: string | undefined) => (plugin === undefined ? '' : ` „${plugin}“`)

/** What went wrong, by its code. A code that is not known here shows what its message says. */
export const problem: Words['problem'] = ({ code, message, details }) => (isKnown(code) ? textOf(code, details) : message)

function textOf<C extends Code>(code: C, details: unknown): string {
  return texts[code](typeof details === 'object' && details !== null ? (details as Details<C>) : {})
}
function isKnown(code: string): code is Code {
  return Object.hasOwn(texts, code)
}
