import type { Change, ChangeBatch } from '../../storage/adapter.js'

/** What one commit did beside a change: it decides what is taken back together. */
export interface Siblings {
  /** Records that the commit created. */
  readonly created: ReadonlySet<string>
  /** Links that it made, and that it took away. */
  readonly made: ReadonlySet<string>
  readonly gone: ReadonlySet<string>
}
/** What one commit did to one record, to be taken back. */
export interface UndoPiece {
  readonly change: Change
  readonly siblings: Siblings
}
/** One link of a change, seen from its first end. */
export type ChangedLink = NonNullable<Change['linked']>[number]

/** The pieces of a commit: one for each record. */
export function toUndoPieces({ changes }: ChangeBatch): readonly UndoPiece[] {
  const links = changes.flatMap(({ ref, linked = [] }) => linked.filter(({ forward }) => forward).map((link) => ({ ref, link })))
  const keysOf = (gone: boolean): ReadonlySet<string> =>
    new Set(links.filter(({ link }) => (link.gone === true) === gone).map(({ ref, link }) => linkKey(ref.id, link)))
  const created = new Set(changes.filter(({ change }) => change === 'create').map(({ ref }) => recordKey(ref)))
  const siblings = { created, made: keysOf(false), gone: keysOf(true) }
  return changes.map((change) => ({ change, siblings }))
}

/** Text that names a record. */
export function recordKey({ type, id }: Change['ref']): string {
  return `${type} ${id}`
}
/** Text that names a link whatever its label, from its first end. */
export function linkKey(from: string, { edge, other }: Pick<ChangedLink, 'edge' | 'other'>): string {
  return JSON.stringify([edge, from, other.id])
}
