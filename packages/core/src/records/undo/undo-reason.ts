import type { WorkReason } from '../work-result.js'

interface Named {
  /** Label of the property or the association. */
  readonly label?: string
  /** Label of the object type. */
  readonly type?: string
}
const type = ({ type: label = 'record' }: Named): string => `this ${label.toLowerCase()}`

const sentences = {
  'undo.changed': ({ label }: Named) => `${label} was changed since.`,
  'undo.archived': (named: Named) => `${named.label} stays: ${type(named)} is archived now.`,
  'undo.end-archived': ({ label }: Named) => `${label}: one of the two records is archived now.`,
  'undo.read-only': ({ label }: Named) => `${label} is read-only for you.`,
  'undo.record-changed': (named: Named) => `Someone else changed ${type(named)} since it was created.`,
  'undo.record-restored': (named: Named) => `Someone else changed ${type(named)} since it was restored.`,
  'undo.record-archived': (named: Named) => `Someone else archived ${type(named)} since.`,
  'undo.merged': () => 'Merging cannot be undone.',
  'undo.erased': () => 'It was erased. That cannot be undone.',
} as const

/** Why something is not taken back, with the labels that the sentence names. */
export function undoReason(code: keyof typeof sentences, named: Named = {}): WorkReason {
  return { code, message: sentences[code](named), details: { ...named } }
}
