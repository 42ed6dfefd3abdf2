import type { Instant } from '../../base/clock.js'
import type { Json, RecordId, UserId, Values } from '../../schema/value.js'
import type { Change, StoredRecord } from '../../storage/adapter.js'

/** Name of the object type that keeps links that open without signing in. */
export const publicLinkType = 'publicLink'

/** A link as the store keeps it. Its id is a digest of its token; that itself is kept nowhere (SEC-11). */
export interface KeptPublicLink {
  readonly id: RecordId
  /** The contribution that defines it. */
  readonly kind: string
  readonly name: string
  readonly user: UserId
  /** What its provider is asked. */
  readonly input: Json
  readonly createdAt: Instant
  readonly openedAt?: Instant
  readonly expiresAt?: Instant
}
/** The links that the store keeps now; it follows commits. */
export interface PublicLinkBook {
  all(): readonly KeptPublicLink[]
  find(id: RecordId): KeptPublicLink | undefined
  /** Follows a stored change. */
  apply(change: Change): void
}

/** A book of the links that a store holds. */
export function createPublicLinkBook(records: readonly StoredRecord[]): PublicLinkBook {
  const links = new Map<RecordId, KeptPublicLink>()
  for (const { ref, values } of records) links.set(ref.id, toLink(ref.id, values))
  return {
    all: () => [...links.values()],
    find: (id) => links.get(id),
    apply({ ref: { type, id }, after }) {
      if (type !== publicLinkType) return
      if (after !== undefined) links.set(id, toLink(id, after))
      else links.delete(id)
    },
  }
}

function toLink(id: RecordId, values: Values): KeptPublicLink {
  const { kind, name, user, input, createdAt, openedAt, expiresAt } = values
  return {
    id,
    kind: String(kind ?? ''),
    name: String(name ?? ''),
    user: String(user ?? ''),
    input: (input ?? null) as Json,
    createdAt: Number(createdAt ?? 0),
    ...(typeof openedAt === 'number' && { openedAt }),
    ...(typeof expiresAt === 'number' && { expiresAt }),
  }
}
